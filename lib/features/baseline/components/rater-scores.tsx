import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { shareText } from '@/lib/ui/share-text';
import type { RaterScore } from '../analysis';
import { inOrder } from './in-order';

/** Every rater's own accuracies, by pseudonym. */
export function RaterScores({ scores }: { scores: RaterScore[] }) {
  const t = useTranslations('studies');
  const share = (right: number, of: number) =>
    of === 0 ? '–' : `${shareText(right / of)} (${right}/${of})`;
  return (
    <DataTable
      caption={t('results.perRater')}
      hideCaption
      rows={inOrder(scores)}
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
