'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Section } from '@/lib/ui/primitives/section';
import { DateTime } from '@/lib/ui/primitives/time';
import type { RecentVerdict } from '../recent-verdicts';

/** What was decided a moment ago, each to be taken back as long as nobody has acted on it. */
export function RecentVerdicts(props: {
  items: readonly RecentVerdict[];
  busy: boolean;
  onUndo: (ref: { pairId: string; questionId: string }) => void;
}) {
  const { items, busy, onUndo } = props;
  const t = useTranslations('review');
  const common = useTranslations('common');
  if (items.length === 0) return null;
  return (
    <Section
      id="recent"
      title={`${t('recent.title')} (${items.length})`}
      description={t('recent.text')}
    >
      {/* One grid for all rows: their columns stand under each other. */}
      <ul className="divide-y divide-line border-y border-line sm:grid sm:grid-cols-[max-content_1fr_max-content_max-content] sm:gap-x-4">
        {items.map(({ pairId, questionId, number, verdict, until }) => (
          <li
            key={questionId}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 sm:col-span-4 sm:grid sm:grid-cols-subgrid"
          >
            <span className="text-ink-2 num">{t('pairNumber', { number })}</span>
            <span className="min-w-40 flex-1">{t(`recent.${verdict}`)}</span>
            <span className="text-sm text-ink-2">
              {t('recent.until')} <DateTime iso={until} />
            </span>
            <Button
              size="sm"
              disabled={busy}
              aria-label={`${common('undo')}: ${t('pairNumber', { number })}`}
              onClick={() => onUndo({ pairId, questionId })}
            >
              {common('undo')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
