import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import { Section } from '@/lib/ui/primitives/section';
import type { StudyAnalysis } from '../analysis';
import type { RaterProgress } from '../study-raters';
import { measureRows, type MeasureRow } from './measure-rows';

interface ExcludedResultsProps {
  raters: readonly RaterProgress[];
  analysis: StudyAnalysis;
}

/** The accuracies with and without the raters that rules fixed in advance leave out, side by side. */
export function ExcludedResults({ raters, analysis }: ExcludedResultsProps) {
  const t = useTranslations('studies');
  const ruled = analysis.variants.find(({ id }) => id === 'ruled');
  if (!ruled) return null;
  const without = new Map(measureRows(ruled).map((row) => [row.id, row]));
  return (
    <Section title={t('exclusions.title')} description={t('exclusions.text')}>
      <p className="mb-3">
        {raters
          .flatMap(({ label, excluded }) =>
            excluded ? `${label}: ${t(`raters.excluded.${excluded}`)}` : [],
          )
          .join('; ')}
      </p>
      <DataTable
        caption={t('exclusions.title')}
        hideCaption
        narrow="stack"
        rows={measureRows(analysis.variants[0]!)}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'measure',
            header: t('results.measure'),
            cell: (row) => t(`exclusions.measures.${row.id}`),
          },
          {
            key: 'with',
            header: t('exclusions.with'),
            numeric: true,
            cell: (row) => <Accuracy row={row} />,
          },
          {
            key: 'without',
            header: t('exclusions.without'),
            numeric: true,
            cell: (row) => <Accuracy row={without.get(row.id)} />,
          },
        ]}
      />
    </Section>
  );
}

function Accuracy({ row }: { row: MeasureRow | undefined }) {
  const t = useTranslations('studies.results');
  if (!row) return <IntervalValue estimate={null} low={null} high={null} />;
  const { estimate, lower, upper, raters, pairs } = row;
  const n = raters === null ? t('nPairs', { pairs }) : t('n', { raters, pairs });
  return <IntervalValue estimate={estimate} low={lower} high={upper} n={n} />;
}
