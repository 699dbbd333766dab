'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Section } from '@/lib/ui/primitives/section';
import { RelativeTime } from '@/lib/ui/primitives/time';
import type { WorkItem } from '../queries';

/** The person's own begun pairs, each to be taken up again. */
export function WorkList(props: {
  title: string;
  items: WorkItem[];
  busy: boolean;
  onOpen: (pairId: string) => void;
}) {
  const { title, items, busy, onOpen } = props;
  const t = useTranslations('bench');
  if (items.length === 0) return null;
  return (
    <Section title={`${title} (${items.length})`}>
      <ul className="divide-y divide-line border-y border-line">
        {items.map((item) => (
          <li key={item.pairId} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
            <span className="text-ink-2 num">{t('pairNumber', { number: item.number })}</span>
            <div className="min-w-40 flex-1">
              <p className="text-ink">{item.question || t('noQuestionYet')}</p>
              {item.skipped && <p className="text-sm text-ink-2">{t('recent.skip')}</p>}
              {item.comment && (
                <p className="text-sm text-ink-2">{t('asked', { comment: item.comment })}</p>
              )}
            </div>
            <span className="text-sm text-ink-2">
              <RelativeTime iso={item.updatedAt} />
            </span>
            <Button size="sm" disabled={busy} onClick={() => onOpen(item.pairId)}>
              {t('goOn')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
