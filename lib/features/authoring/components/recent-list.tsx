'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Section } from '@/lib/ui/primitives/section';
import { DateTime } from '@/lib/ui/primitives/time';
import type { RecentDecision } from '../recent-decisions';

/** What was skipped or rejected a moment ago, each to be taken back. */
export function RecentList(props: {
  items: readonly RecentDecision[];
  busy: boolean;
  onUndo: (kind: 'skip' | 'reject', pairId: string) => void;
}) {
  const { items, busy, onUndo } = props;
  const t = useTranslations('bench');
  const common = useTranslations('common');
  if (items.length === 0) return null;
  return (
    <Section title={`${t('recent.title')} (${items.length})`} description={t('recent.text')}>
      {/* One grid for all rows: their columns stand under each other. */}
      <ul className="divide-y divide-line border-y border-line sm:grid sm:grid-cols-[max-content_1fr_max-content_max-content] sm:gap-x-4">
        {items.map(({ pairId, number, kind, reason, until }) => (
          <li
            key={pairId}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 sm:col-span-4 sm:grid sm:grid-cols-subgrid"
          >
            <span className="text-ink-2 num">{t('pairNumber', { number })}</span>
            <span className="min-w-40 flex-1">
              {t(`recent.${kind}`)}
              {reason && `: ${t(`reason.${reason}`)}`}
            </span>
            <span className="text-sm text-ink-2">
              {t('recent.until')} <DateTime iso={until} />
            </span>
            <Button
              size="sm"
              disabled={busy}
              aria-label={`${common('undo')}: ${t('pairNumber', { number })}`}
              onClick={() => onUndo(kind, pairId)}
            >
              {common('undo')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
