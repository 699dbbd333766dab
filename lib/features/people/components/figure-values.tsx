import { shareText } from '@/lib/ui/share-text';
import { useFormatter, useTranslations } from 'next-intl';
import type { Median } from '../figure-rows';

/** Below this a percentage would be mostly chance: the counts are given alone. */
export const LEAST_FOR_PERCENT = 5;

/** "3 of 4", and from five on "75 % (n = 12)"; a dash where nothing was counted. */
export function ShareOf({ part, of }: { part: number; of: number }) {
  const t = useTranslations('people.figures');
  if (of === 0) return <span className="text-ink-2">{t('none')}</span>;
  if (of < LEAST_FOR_PERCENT) return <span className="num">{t('of', { part, of })}</span>;
  const share = shareText(part / of, 0);
  return (
    <span className="num">
      {share} <span className="text-ink-2">{t('n', { n: of })}</span>
    </span>
  );
}

/** A median with the number of values behind it. */
export function MedianTime({ median }: { median: Median }) {
  const t = useTranslations('people.figures');
  const format = useFormatter();
  if (median.seconds === null) return <span className="text-ink-2">{t('none')}</span>;
  const { seconds } = median;
  const text =
    seconds < 90
      ? t('seconds', { value: Math.round(seconds) })
      : seconds < 5400
        ? t('minutes', { value: Math.round(seconds / 60) })
        : t('hours', { value: format.number(seconds / 3600, { maximumFractionDigits: 1 }) });
  return (
    <span className="num">
      {text} <span className="text-ink-2">{t('n', { n: median.n })}</span>
    </span>
  );
}
