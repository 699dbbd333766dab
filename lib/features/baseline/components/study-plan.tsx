import { useFormatter, useTranslations } from 'next-intl';
import { MOST_RATERS, pairsEach, placesOf } from '@/lib/domain/assignment';
import {
  MOST_PAIRS,
  studyCost,
  USUAL_SPREAD,
  type CostInput,
  type Plan,
} from '@/lib/domain/statistics/plan-study';
import { CurvePlot } from '@/lib/ui/charts/curve-plot';
import { Figure } from '@/lib/ui/charts/figure';

const MOST_DRAWN = 60;
const percent = (share: number): number => Math.round(1000 * share) / 10;

interface PlanTextProps {
  plan: Plan;
  pairs: number;
  /** For each pair. */
  raters: number;
  /** The wanted width in points as it is written; empty for none. */
  width: string;
  /** What a rater's time is made of. */
  work: Omit<CostInput, 'pairs' | 'raters'>;
  /** Of the pay, where the form states one: a bare number says not what of. */
  currency: string;
}

/** What is to be expected, what it costs, and what a wanted width would take. */
export function PlanText({ plan, pairs, raters, width, work, currency }: PlanTextProps) {
  const t = useTranslations('studies.planner');
  const format = useFormatter();
  const costOf = (size: { pairs: number; raters: number }) => {
    const { hours, total } = studyCost({ ...work, ...size });
    return {
      hours: Math.round(10 * hours) / 10,
      total: `${format.number(Math.round(total))} ${currency}`.trim(),
    };
  };
  const back = () => {
    const wanted = Number(width) / 100;
    if (!(wanted > 0)) return null;
    const most = { width, raters, pairs, mostRaters: MOST_RATERS, mostPairs: MOST_PAIRS };
    const moreRaters = plan.ratersFor(wanted);
    const morePairs = plan.pairsFor(wanted, raters);
    const byRaters = moreRaters.defined && {
      neededRaters: moreRaters.raters,
      ...costOf({ pairs, raters: moreRaters.raters }),
    };
    if (morePairs.defined) {
      const { hours, total } = costOf({ pairs: morePairs.pairs, raters });
      const byPairs = { neededPairs: morePairs.pairs, pairsHours: hours, pairsTotal: total };
      return byRaters
        ? t('backEither', { ...most, ...byRaters, ...byPairs })
        : t('backPairs', { ...most, ...byPairs });
    }
    if (byRaters) return t('backRaters', { ...most, ...byRaters });
    const both = plan.bothFor(wanted, raters);
    if (!both.defined) return t('backNone', most);
    const size = { neededRaters: both.raters, neededPairs: both.pairs };
    return t('backBoth', { ...most, ...size, ...costOf(both) });
  };
  const pairsPerRater = work.pairsPerRater ?? null;
  const each = pairsEach(pairs, pairsPerRater);
  const people = placesOf({ pairs, ratersWanted: raters, pairsPerRater });
  const wayBack = back();
  return (
    <div className="grid gap-2 num">
      <p>{t('expected', { raters, pairs, width: percent(plan.widthFor(raters)) })}</p>
      {each < pairs && <p>{t('shared', { each, people })}</p>}
      <p>{t('cost', { raters: people, ...costOf({ pairs, raters }) })}</p>
      <p>{t('least', { pairs, width: percent(plan.leastWidth) })}</p>
      {wayBack !== null && <p>{wayBack}</p>}
    </div>
  );
}

interface PlanFigureProps {
  plan: Plan;
  raters: number;
  /** That the plan was made with, logit scale. */
  spread: { raterSd: number; pairSd: number };
}

/** The width over the number of raters, on these pairs. */
export function PlanFigure({ plan, raters, spread }: PlanFigureProps) {
  const t = useTranslations('studies.planner');
  const last = Math.min(MOST_DRAWN, Math.max(20, raters + 5));
  const points = Array.from({ length: last - 1 }, (_, i) => ({
    x: i + 2,
    y: percent(plan.widthFor(i + 2)),
  }));
  const width = percent(plan.widthFor(raters));
  return (
    <Figure
      id="plan-figure"
      title={t('figure')}
      note={t('method', { ...spread, itemSd: USUAL_SPREAD.itemSd })}
      csv={{
        filename: 'study-plan.csv',
        header: ['raters', 'width_percentage_points'],
        rows: points.map(({ x, y }) => [x, y]),
      }}
    >
      <CurvePlot
        label={t('figure')}
        points={points}
        {...(raters >= 2 && raters <= last
          ? { mark: { x: raters, y: width, text: t('mark', { width }) } }
          : {})}
        floor={{ y: percent(plan.leastWidth), text: t('floor') }}
        xLabel={t('axisRaters')}
        yLabel={t('axisWidth')}
      />
    </Figure>
  );
}
