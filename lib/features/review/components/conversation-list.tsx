import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Section } from '@/lib/ui/primitives/section';
import { DateTime } from '@/lib/ui/primitives/time';
import type { ConversationRow } from '../conversation-list';

/** What was said last about pairs that one wrote or reviewed. */
export function ConversationList({ project, rows }: { project: string; rows: ConversationRow[] }) {
  const t = useTranslations('review.talk');
  const review = useTranslations('review');
  return (
    <Section id="conversations" title={t('title')}>
      {rows.length === 0 ? (
        <p className="measure text-ink-2">{t('nobody')}</p>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {rows.map((row) => (
            <li key={row.number} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
              <Link
                href={`/p/${project}/pairs/${row.number}#talk`}
                className="text-accent num underline"
              >
                {review('pairNumber', { number: row.number })}
              </Link>
              <span className="text-sm text-ink-2">
                {row.by}, <DateTime iso={row.at} />
              </span>
              <span className="line-clamp-2 min-w-40 flex-1 break-words">{row.text}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
