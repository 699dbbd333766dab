'use client';
import { useTranslations } from 'next-intl';
import { PATTERNS } from '@/lib/domain/patterns';
import { PatternIcon } from '@/lib/ui/primitives/pattern-icon';
import { Section } from '@/lib/ui/primitives/section';
import type { PatternCounts } from '../pattern-counts';

/** How many pairs each pattern has: what is rare is worth looking for in the next one. */
export function PatternRow({ counts }: { counts: PatternCounts }) {
  const t = useTranslations('bench');
  const names = useTranslations('patterns');
  const fewest = Math.min(...Object.values(counts));
  return (
    <Section title={t('perPattern.title')} description={t('perPattern.text')}>
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {PATTERNS.map(({ id }) => (
          <li
            key={id}
            className={
              counts[id] === fewest
                ? 'flex items-center gap-2 font-medium'
                : 'flex items-center gap-2 text-ink-2'
            }
          >
            <PatternIcon pattern={id} />
            {names(`${id}.short`)} <span className="num">{counts[id]}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
