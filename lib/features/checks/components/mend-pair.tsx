import { useTranslations } from 'next-intl';
import type { ComponentType } from 'react';
import type { CheckRule } from '@/lib/domain/check-rules';
import { sources } from '@/lib/domain/item-lifecycle';
import type { CheckedPairRow } from '../queries';

/** The dialog that sends a pair back. It belongs to the review; the page puts the two together. */
export type Reopen = ComponentType<{
  project: string;
  pair: { id: string; number: number; questionId: string };
  suggestion: string;
}>;

/** Rules that a new version of the question can mend; the others are about files, encoders and raters. */
const MENDABLE: readonly CheckRule[] = ['options', 'statements', 'pattern', 'reviewed', 'key'];

interface MendPairProps {
  project: string;
  row: CheckedPairRow;
  Reopen: Reopen;
}

/** Offers to send a failed pair back; the report's own words become the reason that its author reads. */
export function MendPair({ project, row, Reopen }: MendPairProps) {
  const t = useTranslations('checks');
  const wrong = row.findings.filter(
    ({ rule, status }) => status === 'FAILED' && MENDABLE.includes(rule),
  );
  if (wrong.length === 0 || !row.current || !sources('reopen').includes(row.pairStatus)) {
    return null;
  }
  return (
    <Reopen
      project={project}
      pair={{ id: row.pairId, number: row.number, questionId: row.questionId }}
      suggestion={wrong
        .map(
          ({ rule, detail, params }) => `${t(`rules.${rule}`)}: ${t(`details.${detail}`, params)}`,
        )
        .join('\n')}
    />
  );
}
