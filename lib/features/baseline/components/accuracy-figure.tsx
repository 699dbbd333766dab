import { useTranslations } from 'next-intl';
import { CHANCE_ITEM_ACCURACY, CHANCE_PAIR_ACCURACY } from '@/lib/domain/statistics/pair-accuracy';
import { Figure } from '@/lib/ui/charts/figure';
import { IntervalPlot } from '@/lib/ui/charts/interval-plot';
import type { MeasureRow } from './measure-rows';

/** People's accuracies with their intervals; downloads with the numbers. */
export function AccuracyFigure({ rows, studyId }: { rows: MeasureRow[]; studyId: string }) {
  const t = useTranslations('studies.results');
  return (
    <Figure
      id="people-accuracy"
      title={t('figure')}
      note={t('figureNote')}
      csv={{
        filename: `study-${studyId.slice(0, 8)}.csv`,
        header: ['measure', 'estimate', 'lower', 'upper', 'raters', 'pairs', 'method'],
        rows: rows.map((row) => [
          row.id,
          row.estimate,
          row.lower,
          row.upper,
          row.raters,
          row.pairs,
          row.method.name,
        ]),
      }}
    >
      <IntervalPlot
        label={t('figure')}
        axisLabel={t('axis')}
        groups={[
          { id: 'pair', label: t('pairAccuracy'), chance: CHANCE_PAIR_ACCURACY },
          { id: 'item', label: t('itemAccuracy'), chance: CHANCE_ITEM_ACCURACY },
        ]}
        rows={rows.map((row) => ({
          id: row.id,
          label: t(`short.${row.id}`),
          group: row.id.endsWith('Pair') ? 'pair' : 'item',
          value: row.estimate,
          low: row.lower,
          high: row.upper,
          n:
            row.raters === null
              ? t('nPairs', { pairs: row.pairs })
              : t(row.fewRaters ? 'nFew' : 'n', { raters: row.raters, pairs: row.pairs }),
          kind: 'people' as const,
        }))}
      />
    </Figure>
  );
}
