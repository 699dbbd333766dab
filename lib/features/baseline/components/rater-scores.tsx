import { useFormatter, useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import type { RaterScore } from '../analysis';

/** Every rater's own accuracies, by pseudonym. */
export function RaterScores({ scores }: { scores: RaterScore[] }) {
  const t = useTranslations('studies');
  const format = useFormatter();
  const share = (right: number, of: number) =>
    of === 0
      ? '–'
      : `${format.number(right / of, { style: 'percent', maximumFractionDigits: 1 })} (${right}/${of})`;
  return (
    <DataTable
      caption={t('results.perRater')}
      hideCaption
      rows={scores}
      rowKey={(score) => score.label}
      columns={[
        { key: 'label', header: t('raters.label'), cell: (score) => score.label },
        {
          key: 'pairs',
          header: t('results.pairAccuracy'),
          numeric: true,
          cell: (score) => share(score.pairsRight, score.pairs),
        },
        {
          key: 'items',
          header: t('results.itemAccuracy'),
          numeric: true,
          cell: (score) => share(score.itemsRight, score.items),
        },
      ]}
    />
  );
}
