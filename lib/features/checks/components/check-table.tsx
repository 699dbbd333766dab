import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { CHECK_RULES } from '@/lib/domain/check-rules';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { PairStatusLabel } from '@/lib/ui/primitives/pair-status';
import type { CheckedPairRow } from '../queries';
import { CheckStatusLabel, FindingList } from './finding-list';
import { MendPair, type Reopen } from './mend-pair';

interface CheckTableProps {
  rows: CheckedPairRow[];
  project: string;
  Reopen?: Reopen | undefined;
}

/** Pairs by number with what did not pass; the rest unfolds. */
export function CheckTable({ rows, project, Reopen }: CheckTableProps) {
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
          bare: true,
          cell: (row) => (
            <Link href={`/p/${project}/pairs/${row.number}`} className="link num">
              {row.number}
            </Link>
          ),
        },
        {
          key: 'result',
          header: t('columns.result'),
          cell: (row) => (
            <>
              <CheckStatusLabel status={row.status} />
              {!row.current && <p className="max-w-48 text-sm text-ink-2">{t('outdated')}</p>}
            </>
          ),
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
                  {Reopen && <MendPair project={project} row={row} Reopen={Reopen} />}
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
