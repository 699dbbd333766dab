import { useFormatter, useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { Badge, Status } from '@/lib/ui/primitives/status';
import { DateTime } from '@/lib/ui/primitives/time';
import type { AccountRow, ProjectRow } from '../instance-queries';
import { ArchiveButton, DisableButton } from './toggle-buttons';

export function ProjectsTable({ projects }: { projects: ProjectRow[] }) {
  const t = useTranslations('admin');
  const format = useFormatter();
  return (
    <DataTable
      caption={t('projects')}
      hideCaption
      rows={projects}
      rowKey={(row) => row.id}
      empty={<p className="py-4 text-ink-2">{t('noProjects')}</p>}
      columns={[
        {
          key: 'name',
          header: t('project'),
          cell: (row) => (
            <span className="grid">
              <a className="text-accent" href={`/p/${row.slug}`}>
                {row.name}
              </a>
              <span className="text-xs text-ink-2">/p/{row.slug}</span>
              {row.archived ? <Badge>{t('archived')}</Badge> : null}
            </span>
          ),
        },
        { key: 'members', header: t('membersCount'), numeric: true, cell: (row) => row.members },
        {
          key: 'images',
          header: t('imagesCount'),
          numeric: true,
          cell: (row) => format.number(row.images),
        },
        { key: 'created', header: t('created'), cell: (row) => <DateTime iso={row.createdAt} /> },
        {
          key: 'archive',
          header: t('manage'),
          action: true,
          cell: (row) => (
            <ArchiveButton projectId={row.id} name={row.name} archived={row.archived} />
          ),
        },
      ]}
    />
  );
}

export function AccountsTable({ accounts }: { accounts: AccountRow[] }) {
  const t = useTranslations('admin');
  return (
    <DataTable
      caption={t('accounts')}
      hideCaption
      rows={accounts}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          header: t('account'),
          cell: (row) => (
            <span className="grid">
              <span>{row.name}</span>
              <span className="text-xs break-all text-ink-2">{row.email}</span>
            </span>
          ),
        },
        {
          key: 'state',
          header: t('state'),
          cell: (row) => (
            <span className="flex flex-wrap gap-2">
              {row.disabled ? (
                <Status tone="warning">{t('disabled')}</Status>
              ) : (
                <Status tone="ok">{t('active')}</Status>
              )}
              {row.instanceAdmin ? <Badge>{t('instanceAdmin')}</Badge> : null}
            </span>
          ),
        },
        { key: 'projects', header: t('projectsCount'), numeric: true, cell: (row) => row.projects },
        { key: 'created', header: t('created'), cell: (row) => <DateTime iso={row.createdAt} /> },
        {
          key: 'disable',
          header: t('manage'),
          action: true,
          cell: (row) =>
            row.self ? null : (
              <DisableButton userId={row.id} name={row.name} disabled={row.disabled} />
            ),
        },
      ]}
    />
  );
}
