import { useFormatter, useTranslations } from 'next-intl';
import { LEAST_TRIALS } from '@/lib/domain/statistics/learning';
import type { StudyAnalysis } from '../analysis';
import { SharesFigure } from './shares-figure';

/** Whether people get better or tire over the trials: five parts, and the slope within raters. */
export function LearningFigure({ analysis }: { analysis: StudyAnalysis }) {
  const t = useTranslations('analysis.learning');
  const format = useFormatter();
  const { slope, curve } = analysis.learning;
  const per100 = (value: number) =>
    format.number(100 * 100 * value, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });
  return (
    <div className="grid gap-3">
      <SharesFigure
        id="learning"
        studyId={analysis.studyId}
        title={t('figure')}
        note={`${t('note')}${analysis.presentation === 'side-by-side' ? ` ${t('screens')}` : ''}`}
        axis={t('axis')}
        partHeader={['from', 'to']}
        parts={curve.map(({ from, to, ...share }) => ({
          ...share,
          part: [from, to],
          label: from === to ? t('partOfOne', { from }) : t('part', { from, to }),
        }))}
      />
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
          : t(`reason.${slope.reason}`, { least: LEAST_TRIALS })}{' '}
        {slope.defined && slope.note === 'few-raters' && t('few')}
      </p>
    </div>
  );
}
