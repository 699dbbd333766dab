import { useTranslations } from 'next-intl';
import type { Presentation } from '@/lib/domain/presentation';
import { FEW_RATERS } from '@/lib/domain/statistics/crossed-bootstrap';
import { CHANCE_ITEM_ACCURACY, CHANCE_PAIR_ACCURACY } from '@/lib/domain/statistics/pair-accuracy';
import { Figure } from '@/lib/ui/charts/figure';
import { IntervalPlot } from '@/lib/ui/charts/interval-plot';
import { isPeople, type AccuracyRow, type RowKind } from './figure-rows';

interface AccuracyFigureProps {
  measure: 'pair' | 'item';
  rows: AccuracyRow[];
  version: number;
  /** Of the images to people; what is not comparable says so in the figure and in its data. */
  presentation: Presentation;
}

const markOf = (kind: RowKind) =>
  kind === 'model' ? 'model' : kind === 'encoder' ? 'semantic' : 'people';

/** People, models and encoders on the same pairs, with chance. */
export function AccuracyFigure({ measure, rows, version, presentation }: AccuracyFigureProps) {
  const t = useTranslations('results');
  const side = useTranslations('studies.presentation');
  const people = (name: string) =>
    presentation === 'side-by-side' ? side('people', { name }) : name;
  const nameOf = (row: AccuracyRow) =>
    isPeople(row.kind)
      ? people(t(`people.${row.kind}`))
      : row.kind === 'encoder'
        ? t('matching', { name: row.name })
        : row.name;
  return (
    <Figure
      id={`${measure}-accuracy`}
      level={2}
      title={t(`figure.${measure}`)}
      note={t(`note.${measure}`)}
      csv={{
        filename: `release-${version}-${measure}-accuracy.csv`,
        header: [
          'who',
          'kind',
          `${measure}_accuracy`,
          'lower',
          'upper',
          'raters',
          'pairs',
          'method',
          'missing_answers',
        ],
        rows: rows.map((row) => [
          nameOf(row),
          row.kind,
          row.estimate,
          row.lower,
          row.upper,
          row.raters,
          row.pairs,
          row.method,
          row.kind === 'model' ? row.missing : null,
        ]),
      }}
    >
      <IntervalPlot
        label={t(`figure.${measure}`)}
        axisLabel={t(`axis.${measure}`)}
        domain={[0, 1]}
        chance={measure === 'pair' ? CHANCE_PAIR_ACCURACY : CHANCE_ITEM_ACCURACY}
        chanceLabel={t(`chance.${measure}`)}
        groups={(['people', 'models', 'encoders'] as const).map((id) => ({
          id,
          label: t(`groups.${id}`),
        }))}
        rows={rows.map((row) => ({
          id: row.id,
          label: nameOf(row),
          group: row.kind === 'model' ? 'models' : row.kind === 'encoder' ? 'encoders' : 'people',
          value: row.estimate,
          low: row.lower,
          high: row.upper,
          n:
            row.raters !== null
              ? t(row.raters < FEW_RATERS ? 'nFew' : 'n', { raters: row.raters, pairs: row.pairs })
              : row.missing > 0
                ? t('nMissing', { pairs: row.pairs, missing: row.missing, items: 2 * row.pairs })
                : t('nPairs', { pairs: row.pairs }),
          kind: markOf(row.kind),
          ...(row.modelIndex === undefined ? {} : { modelIndex: row.modelIndex % 8 }),
        }))}
      />
    </Figure>
  );
}
