import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { Status } from '@/lib/ui/primitives/status';
import { DateTime } from '@/lib/ui/primitives/time';
import type { InvitationRow } from '../member-queries';
import { RevokeButton } from './revoke-button';

interface InvitationsTableProps {
  project: string;
  invitations: InvitationRow[];
}

export function InvitationsTable({ project, invitations }: InvitationsTableProps) {
  const t = useTranslations('people');
  const roles = useTranslations('common.roles');
  return (
    <DataTable
      caption={t('pending')}
      hideCaption
      rows={invitations}
      rowKey={(row) => row.id}
      empty={<p className="py-4 text-ink-2">{t('noInvitations')}</p>}
      columns={[
        {
          key: 'for',
          header: t('invitedAs'),
          cell: (row) => (
            <span className="grid">
              <span>{roles(row.role)}</span>
              {row.study ? <span className="text-xs text-ink-2">{row.study}</span> : null}
            </span>
          ),
        },
        { key: 'email', header: t('address'), cell: (row) => row.email ?? t('anyAddress') },
        { key: 'by', header: t('invitedBy'), cell: (row) => row.createdBy },
        {
          key: 'until',
          header: t('validUntil'),
          cell: (row) =>
            row.expired ? (
              <Status tone="warning">{t('expired')}</Status>
            ) : (
              <DateTime iso={row.expiresAt} />
            ),
        },
        {
          key: 'revoke',
          header: t('manage'),
          action: true,
          cell: (row) => <RevokeButton project={project} invitationId={row.id} />,
        },
      ]}
    />
  );
}
