import { useFormatter, useTranslations } from 'next-intl';
import { CHANCE_ITEM_ACCURACY } from '@/lib/domain/statistics/pair-accuracy';
import { Figure } from '@/lib/ui/charts/figure';
import { IntervalPlot } from '@/lib/ui/charts/interval-plot';
import type { StudyAnalysis } from '../analysis';

/** Whether people get better or tire over the trials: five parts, and the slope within raters. */
export function LearningFigure({ analysis }: { analysis: StudyAnalysis }) {
  const t = useTranslations('analysis.learning');
  const counts = useTranslations('analysis');
  const format = useFormatter();
  const { slope, curve } = analysis.learning;
  const per100 = (value: number) =>
    format.number(100 * 100 * value, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });
  return (
    <div className="grid gap-3">
      <Figure
        id="learning"
        title={t('figure')}
        note={t('note')}
        csv={{
          filename: `learning-${analysis.studyId.slice(0, 8)}.csv`,
          header: ['from', 'to', 'answers', 'right', 'lower', 'upper'],
          rows: curve.map(({ from, to, n, right, interval }) => [
            from,
            to,
            n,
            right,
            interval.lower,
            interval.upper,
          ]),
        }}
      >
        <IntervalPlot
          label={t('figure')}
          axisLabel={t('axis')}
          chance={CHANCE_ITEM_ACCURACY}
          rows={curve.map(({ from, to, n, interval }) => ({
            id: `${from}`,
            label: t('part', { from, to }),
            value: interval.estimate,
            low: interval.lower,
            high: interval.upper,
            n: counts('n', { count: n }),
            kind: 'people' as const,
          }))}
        />
      </Figure>
      <p className="measure num">
        {slope.defined
          ? t('slope', {
              slope: per100(slope.slope),
              lower: per100(slope.lower),
              upper: per100(slope.upper),
              raters: slope.raters,
              draws: slope.draws,
              seed: slope.seed,
            })
          : t(`reason.${slope.reason}`)}{' '}
        {slope.defined && slope.note === 'few-raters' && t('few')}
      </p>
    </div>
  );
}
