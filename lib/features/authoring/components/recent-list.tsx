'use client';
import { useTranslations } from 'next-intl';
import { UndoList } from '@/lib/ui/primitives/undo-list';
import type { RecentDecision } from '../recent-decisions';

/** What was skipped or rejected a moment ago, each to be taken back. */
export function RecentList(props: {
  items: readonly RecentDecision[];
  busy: boolean;
  onUndo: (kind: 'skip' | 'reject', pairId: string) => void;
}) {
  const { items, busy, onUndo } = props;
  const t = useTranslations('bench');
  return (
    <UndoList
      title={t('recent.title')}
      description={t('recent.text')}
      untilLabel={t('recent.until')}
      busy={busy}
      items={items.map(({ pairId, number, kind, reason, until }) => ({
        key: pairId,
        subject: t('pairNumber', { number }),
        what: `${t(`recent.${kind}`)}${reason ? `: ${t(`reason.${reason}`)}` : ''}`,
        until,
        undo: () => onUndo(kind, pairId),
      }))}
    />
  );
}
