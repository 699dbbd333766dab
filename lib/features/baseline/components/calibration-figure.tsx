import { useFormatter, useTranslations } from 'next-intl';
import { CHANCE_ITEM_ACCURACY } from '@/lib/domain/statistics/pair-accuracy';
import { Figure } from '@/lib/ui/charts/figure';
import { IntervalPlot } from '@/lib/ui/charts/interval-plot';
import type { StudyAnalysis } from '../analysis';

/** Whether people are right as often as they say. */
export function CalibrationFigure({ analysis }: { analysis: StudyAnalysis }) {
  const t = useTranslations('analysis.calibration');
  const counts = useTranslations('analysis');
  const format = useFormatter();
  const { calibration } = analysis;
  if (!calibration.defined) return <p className="text-ink-2">{t('none')}</p>;
  const points = (value: number) => format.number(100 * value, { maximumFractionDigits: 1 });
  const percent = (value: number) => format.number(value, { style: 'percent' });
  return (
    <div className="grid gap-3">
      <Figure
        id="calibration"
        title={t('figure')}
        note={t('note')}
        csv={{
          filename: `calibration-${analysis.studyId.slice(0, 8)}.csv`,
          header: ['stated', 'answers', 'right', 'lower', 'upper'],
          rows: calibration.bins.map(({ meanStated, n, right, observed }) => [
            meanStated,
            n,
            right,
            observed.lower,
            observed.upper,
          ]),
        }}
      >
        <IntervalPlot
          label={t('figure')}
          axisLabel={t('axis')}
          chance={CHANCE_ITEM_ACCURACY}
          rows={calibration.bins.map(({ meanStated, n, observed }) => ({
            id: `${meanStated}`,
            label: t('stated', { percent: percent(meanStated) }),
            value: observed.estimate,
            low: observed.lower,
            high: observed.upper,
            n: counts('n', { count: n }),
            kind: 'people' as const,
          }))}
        />
      </Figure>
      <p className="measure num">
        {t('ece', {
          ece: points(calibration.ece),
          n: calibration.n,
          over: points(Math.abs(calibration.overconfidence)),
          direction: calibration.overconfidence >= 0 ? 'above' : 'below',
        })}
      </p>
    </div>
  );
}
