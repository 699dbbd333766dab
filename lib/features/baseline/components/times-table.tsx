import { useFormatter, useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import type { StudyAnalysis } from '../analysis';

const PARTS = ['p10', 'p25', 'median', 'p75', 'p90'] as const;

/** How long answers took, in seconds, from the fast tenth to the slow one. */
export function TimesTable({ times }: { times: StudyAnalysis['times'] }) {
  const t = useTranslations('analysis.times');
  const counts = useTranslations('analysis');
  const format = useFormatter();
  const rows = (['active', 'wall'] as const).flatMap((kind) => {
    const time = times[kind];
    return time.defined ? [{ kind, time }] : [];
  });
  if (rows.length === 0) return <p className="text-ink-2">{t('none')}</p>;
  return (
    <DataTable
      caption={t('title')}
      hideCaption
      rows={rows}
      rowKey={(row) => row.kind}
      columns={[
        {
          key: 'kind',
          header: t('kind'),
          cell: ({ kind, time }) => (
            <>
              {t(kind)} <span className="text-ink-2 num">{counts('n', { count: time.n })}</span>
            </>
          ),
        },
        ...PARTS.map((part) => ({
          key: part,
          header: t(part),
          numeric: true,
          cell: ({ time }: (typeof rows)[number]) =>
            format.number(time[part] / 1000, {
              minimumFractionDigits: 1,
              maximumFractionDigits: 1,
            }),
        })),
      ]}
    />
  );
}
