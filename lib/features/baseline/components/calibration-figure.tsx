import { shareText } from '@/lib/ui/share-text';
import { useFormatter, useTranslations } from 'next-intl';
import type { StudyAnalysis } from '../analysis';
import { SharesFigure } from './shares-figure';

/** Whether people are right as often as they say. */
export function CalibrationFigure({ analysis }: { analysis: StudyAnalysis }) {
  const t = useTranslations('analysis.calibration');
  const format = useFormatter();
  const { calibration } = analysis;
  if (!calibration.defined) return <p className="text-ink-2">{t('none')}</p>;
  const points = (value: number) => format.number(100 * value, { maximumFractionDigits: 1 });
  return (
    <div className="grid gap-3">
      <SharesFigure
        id="calibration"
        studyId={analysis.studyId}
        title={t('figure')}
        note={t('note')}
        axis={t('axis')}
        partHeader={['stated']}
        parts={calibration.bins.map(({ meanStated, n, right, observed }) => ({
          part: [meanStated],
          label: t('stated', { percent: shareText(meanStated, 0) }),
          n,
          right,
          interval: observed,
        }))}
      />
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
