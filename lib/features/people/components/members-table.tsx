import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { Status } from '@/lib/ui/primitives/status';
import { DateTime } from '@/lib/ui/primitives/time';
import type { MemberRow } from '../member-queries';
import type { MemberLimits } from '../set-limits';
import { LimitsDialog } from './limits-dialog';
import { RemoveMemberButton } from './remove-member-button';
import { RoleSelect } from './role-select';

interface MembersTableProps {
  project: string;
  members: MemberRow[];
}

export function MembersTable({ project, members }: MembersTableProps) {
  const t = useTranslations('people');
  const roles = useTranslations('common.roles');
  return (
    <DataTable
      caption={t('members')}
      hideCaption
      rows={members}
      rowKey={(row) => row.userId}
      columns={[
        {
          key: 'name',
          header: t('person'),
          cell: (row) => (
            <span className="grid">
              <span>
                {row.name} {row.self ? <span className="text-ink-2">({t('you')})</span> : null}
              </span>
              <span className="text-xs break-all text-ink-2">{row.email}</span>
              {row.disabled ? <Status tone="warning">{t('disabled')}</Status> : null}
            </span>
          ),
        },
        {
          key: 'role',
          header: t('role'),
          cell: (row) =>
            row.self ? (
              <span title={t('ownRole')}>{roles(row.role)}</span>
            ) : (
              <RoleSelect
                project={project}
                userId={row.userId}
                name={row.name}
                role={row.role}
                mayRate={row.mayRate}
              />
            ),
        },
        {
          key: 'limits',
          header: t('limits.title'),
          cell: (row) => (
            <span className="flex flex-wrap items-center gap-x-2">
              <Limits limits={row.limits} />
              {row.role !== 'RATER' && row.role !== 'RESEARCHER' && (
                <LimitsDialog project={project} member={row} />
              )}
            </span>
          ),
        },
        { key: 'since', header: t('since'), cell: (row) => <DateTime iso={row.since} /> },
        {
          key: 'remove',
          header: t('manage'),
          action: true,
          cell: (row) =>
            row.self ? null : (
              <RemoveMemberButton project={project} userId={row.userId} name={row.name} />
            ),
        },
      ]}
    />
  );
}

/** What is set, in words; nothing where nothing is. */
function Limits({ limits }: { limits: MemberLimits }) {
  const t = useTranslations('people.limits');
  const parts = [
    limits.team,
    limits.maxQuestions === null ? null : t('questions', { count: limits.maxQuestions }),
    limits.maxOpen === null ? null : t('open', { count: limits.maxOpen }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : <span className="num">{parts.join(' · ')}</span>;
}
