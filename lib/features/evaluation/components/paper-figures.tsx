import { useTranslations } from 'next-intl';
import { PAPER_PAIR_ACCURACY, PAPER_PAIRS, PAPER_SOURCE } from '@/lib/domain/paper-figures';
import { CHANCE_PAIR_ACCURACY } from '@/lib/domain/statistics/pair-accuracy';
import { Figure } from '@/lib/ui/charts/figure';
import { IntervalPlot } from '@/lib/ui/charts/interval-plot';

/** The dashed line says it already. */
const CHANCE_ROW = 'Random Guess';

/** What the paper printed, on its own items: beside one's results, never among them. */
export function PaperFigures() {
  const t = useTranslations('results');
  const rows = PAPER_PAIR_ACCURACY.filter(({ name }) => name !== CHANCE_ROW);
  const title = t('paper.figure', { pairs: PAPER_PAIRS.mmvp });
  return (
    <Figure
      id="paper-pair-accuracy"
      title={title}
      note={t('paper.note')}
      source={t('paper.source', { citation: PAPER_SOURCE.citation })}
      csv={{
        filename: 'paper-pair-accuracy.csv',
        header: ['who', 'pair_accuracy_percent', 'pairs'],
        rows: PAPER_PAIR_ACCURACY.map(({ name, pairAccuracy }) => [
          name,
          pairAccuracy,
          PAPER_PAIRS.mmvp,
        ]),
      }}
    >
      <IntervalPlot
        label={title}
        axisLabel={t('axis.pair')}
        chance={CHANCE_PAIR_ACCURACY}
        chanceLabel={t('chance.pair')}
        rows={rows.map(({ name, pairAccuracy }) => ({
          id: name,
          label: name,
          value: pairAccuracy / 100,
          low: null,
          high: null,
          kind: name === 'Human' ? ('people' as const) : ('published' as const),
        }))}
      />
    </Figure>
  );
}
