'use client';
import { useTranslations } from 'next-intl';
import { UndoList } from '@/lib/ui/primitives/undo-list';
import type { RecentVerdict } from '../recent-verdicts';

/** What was decided a moment ago, each to be taken back as long as nobody has acted on it. */
export function RecentVerdicts(props: {
  items: readonly RecentVerdict[];
  busy: boolean;
  onUndo: (ref: { pairId: string; questionId: string }) => void;
}) {
  const { items, busy, onUndo } = props;
  const t = useTranslations('review');
  return (
    <UndoList
      id="recent"
      title={t('recent.title')}
      description={t('recent.text')}
      untilLabel={t('recent.until')}
      busy={busy}
      items={items.map(({ pairId, questionId, number, verdict, until }) => ({
        key: questionId,
        subject: t('pairNumber', { number }),
        what: t(`recent.${verdict}`),
        until,
        undo: () => onUndo({ pairId, questionId }),
      }))}
    />
  );
}
