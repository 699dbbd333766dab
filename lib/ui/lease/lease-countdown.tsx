'use client';
import { useTranslations } from 'next-intl';
import { cn } from '@/lib/ui/primitives/cn';
import { Definition } from '@/lib/ui/primitives/definition';

/** Below this the time left is worth a warning: enough to finish a sentence. */
const LOW_SECONDS = 120;

/** "lease 14:32". The number is no live region: it changes each second. That little time is left is said once. */
export function LeaseCountdown({
  left,
  label,
  lowLabel,
}: {
  left: number;
  label: string;
  lowLabel: string;
}) {
  const t = useTranslations('common');
  const low = left < LOW_SECONDS;
  const minutes = Math.floor(left / 60);
  const seconds = String(left % 60).padStart(2, '0');
  return (
    <>
      <span className={cn('num', low ? 'font-medium text-warning' : 'text-ink-2')} role="timer">
        <Definition term={low ? lowLabel : label} definition={t('definitions.lease')} /> {minutes}:
        {seconds}
      </span>
      <span role="status" className="sr-only">
        {low && left > 0 && t('leaseLow')}
      </span>
    </>
  );
}
