'use client';
import { useTranslations } from 'next-intl';
import { Button } from './button';
import { Section } from './section';
import { DateTime } from './time';

export interface Undoable {
  key: string;
  /** Whose row it is, for example "Pair 12"; also in the button's name. */
  subject: string;
  what: string;
  /** ISO 8601. */
  until: string;
  undo: () => void;
}

/** What was done a moment ago, each to be taken back for a while; nothing where there is none. */
export function UndoList(props: {
  title: string;
  description: string;
  /** Before the time. */
  untilLabel: string;
  items: readonly Undoable[];
  busy: boolean;
  id?: string;
}) {
  const { title, description, untilLabel, items, busy, id } = props;
  const t = useTranslations('common');
  if (items.length === 0) return null;
  return (
    <Section {...(id ? { id } : {})} title={`${title} (${items.length})`} description={description}>
      {/* One grid for all rows: their columns stand under each other. */}
      <ul className="divide-y divide-line border-y border-line sm:grid sm:grid-cols-[max-content_1fr_max-content_max-content] sm:gap-x-4">
        {items.map(({ key, subject, what, until, undo }) => (
          <li
            key={key}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 sm:col-span-4 sm:grid sm:grid-cols-subgrid"
          >
            <span className="text-ink-2 num">{subject}</span>
            <span className="min-w-40 flex-1">{what}</span>
            <span className="text-sm text-ink-2">
              {untilLabel} <DateTime iso={until} />
            </span>
            <Button
              size="sm"
              disabled={busy}
              aria-label={`${t('undo')}: ${subject}`}
              onClick={undo}
            >
              {t('undo')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
