import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { CHECK_RULES } from '@/lib/domain/check-rules';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { PairStatusLabel } from '@/lib/ui/primitives/pair-status';
import type { CheckedPairRow } from '../queries';
import { CheckStatusLabel, FindingList } from './finding-list';

/** Pairs by number with what did not pass; the rest unfolds. */
export function CheckTable({ rows, project }: { rows: CheckedPairRow[]; project: string }) {
  const t = useTranslations('checks');
  return (
    <DataTable
      caption={t('table')}
      hideCaption
      rows={rows}
      rowKey={(row) => String(row.number)}
      columns={[
        {
          key: 'pair',
          header: t('columns.pair'),
          cell: (row) => (
            <Link
              href={`/p/${project}/pairs/${row.number}`}
              className="text-accent num hover:underline"
            >
              {row.number}
            </Link>
          ),
        },
        {
          key: 'result',
          header: t('columns.result'),
          cell: (row) => <CheckStatusLabel status={row.status} />,
        },
        {
          key: 'rules',
          header: t('columns.rules'),
          cell: (row) => {
            const open = row.findings.filter((finding) => finding.status !== 'PASSED');
            return (
              <details>
                <summary className="cursor-pointer">
                  {open.length === 0
                    ? t('allPassed', { count: CHECK_RULES.length })
                    : open.map((finding) => t(`rules.${finding.rule}`)).join(', ')}
                </summary>
                <div className="py-2">
                  <FindingList findings={row.findings} />
                </div>
              </details>
            );
          },
        },
        {
          key: 'status',
          header: t('columns.pairStatus'),
          cell: (row) => <PairStatusLabel status={row.pairStatus} />,
        },
      ]}
    />
  );
}
