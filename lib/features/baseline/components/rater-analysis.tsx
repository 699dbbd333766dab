import { useFormatter, useTranslations } from 'next-intl';
import { CHANCE_PAIR_ACCURACY } from '@/lib/domain/statistics/pair-accuracy';
import { Figure } from '@/lib/ui/charts/figure';
import { IntervalPlot } from '@/lib/ui/charts/interval-plot';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import { shareText } from '@/lib/ui/share-text';
import type { RaterScore, StudyAnalysis } from '../analysis';
import { inOrder } from './in-order';

/** Every rater by pseudonym: own accuracy, what the mean is without, reliability without the key. */
export function RaterAnalysis({ analysis }: { analysis: StudyAnalysis }) {
  const t = useTranslations('analysis.raters');
  const results = useTranslations('studies.results');
  const perRater = inOrder(analysis.perRater);
  const { reliability } = analysis;
  const measured = perRater.filter((rater) => rater.pairInterval !== null);
  return (
    <div className="grid gap-4">
      {measured.length > 0 && (
        <Figure
          id="raters"
          title={t('figure')}
          note={results('figureNote')}
          csv={{
            filename: `raters-${analysis.studyId.slice(0, 8)}.csv`,
            header: ['rater', 'pairs_right', 'pairs', 'lower', 'upper', 'items_right', 'items'],
            rows: perRater.map((rater) => [
              rater.label,
              rater.pairsRight,
              rater.pairs,
              rater.pairInterval?.lower ?? null,
              rater.pairInterval?.upper ?? null,
              rater.itemsRight,
              rater.items,
            ]),
          }}
        >
          <IntervalPlot
            label={t('figure')}
            axisLabel={results('pairAccuracy')}
            chance={CHANCE_PAIR_ACCURACY}
            rows={measured.map((rater) => ({
              id: rater.label,
              label: rater.label,
              value: rater.pairInterval!.estimate,
              low: rater.pairInterval!.lower,
              high: rater.pairInterval!.upper,
              n: results('nPairs', { pairs: rater.pairs }),
              kind: 'people' as const,
            }))}
          />
        </Figure>
      )}
      <RaterTable raters={perRater} />
      <Extremes raters={measured} />
      <p className="measure text-ink-2">
        {reliability.defined
          ? `${t('reliabilityText', { model: t(`model.${reliability.model}`) })}${reliability.converged ? '' : ` ${t('notConverged')}`}`
          : t(`noReliability.${reliability.reason}`)}
      </p>
    </div>
  );
}

/** By share of pairs right; ties go to the one who comes first. */
function Extremes({ raters }: { raters: readonly RaterScore[] }) {
  const t = useTranslations('analysis.raters');
  const [first] = raters;
  if (!first || raters.length < 2) return null;
  const share = (rater: RaterScore) => rater.pairsRight / rater.pairs;
  const named = (rater: RaterScore) =>
    t('extreme', {
      rater: rater.label,
      share: shareText(share(rater)),
      pairs: rater.pairs,
    });
  const best = raters.reduce((one, rater) => (share(rater) > share(one) ? rater : one), first);
  const worst = raters.reduce((one, rater) => (share(rater) < share(one) ? rater : one), first);
  return <p className="num">{t('extremes', { best: named(best), worst: named(worst) })}</p>;
}

function RaterTable({ raters }: { raters: readonly RaterScore[] }) {
  const t = useTranslations('analysis.raters');
  const format = useFormatter();
  return (
    <DataTable
      caption={t('title')}
      hideCaption
      rows={raters}
      rowKey={(rater) => rater.label}
      columns={[
        { key: 'rater', header: t('rater'), cell: (rater) => rater.label },
        {
          key: 'pair',
          header: t('pair'),
          numeric: true,
          cell: ({ pairInterval, pairsRight, pairs }) => (
            <IntervalValue
              estimate={pairInterval?.estimate ?? null}
              low={pairInterval?.lower ?? null}
              high={pairInterval?.upper ?? null}
              n={`${pairsRight}/${pairs}`}
            />
          ),
        },
        {
          key: 'item',
          header: t('item'),
          numeric: true,
          cell: ({ itemsRight, items }) =>
            items === 0 ? '–' : `${shareText(itemsRight / items)} (${itemsRight}/${items})`,
        },
        {
          key: 'without',
          header: t('without'),
          numeric: true,
          cell: ({ without }) =>
            without === null
              ? '–'
              : `${shareText(without.estimate)} (${t('change', {
                  points: format.number(100 * without.change, {
                    signDisplay: 'exceptZero',
                    maximumFractionDigits: 1,
                  }),
                })})`,
        },
        {
          key: 'reliability',
          header: t('reliability'),
          numeric: true,
          cell: ({ reliability }) => (reliability === null ? '–' : shareText(reliability)),
        },
      ]}
    />
  );
}
