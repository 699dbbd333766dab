'use client';
import { useTranslations } from 'next-intl';
import { isPatternId } from '@/lib/domain/patterns';
import { EMPTY_QUESTION, type QuestionContent } from '@/lib/domain/question-lint';
import { WordDiff } from '@/lib/ui/primitives/word-diff';

const FIELDS = Object.keys(EMPTY_QUESTION) as (keyof QuestionContent)[];

/** Two texts of one question in one: field by field, with the words that only one of them has. */
export function DraftDifference({
  other,
  mine,
}: {
  other: QuestionContent;
  mine: QuestionContent;
}) {
  const t = useTranslations('bench');
  const patterns = useTranslations('patterns');
  const said = (content: QuestionContent, field: keyof QuestionContent): string => {
    if (field === 'keyForA') {
      if (content.keyForA === null) return '';
      return content.keyForA === 1
        ? content.optionOne || t('optionOneEmpty')
        : content.optionTwo || t('optionTwoEmpty');
    }
    if (field !== 'pattern') return content[field];
    const { pattern } = content;
    return pattern !== null && isPatternId(pattern) ? patterns(`${pattern}.short`) : '';
  };
  const differing = FIELDS.filter((field) => other[field] !== mine[field]);
  return (
    <div className="my-2 border border-line bg-bg p-2 text-sm">
      <p className="text-ink-2">{t('difference.legend')}</p>
      <dl className="mt-1 flex flex-col gap-1.5">
        {differing.map((field) => (
          <div key={field}>
            <dt className="text-ink-2">{t(`field.${field}`)}</dt>
            <dd className="break-words">
              <WordDiff
                before={said(other, field)}
                after={said(mine, field)}
                labels={{ added: t('difference.mine'), removed: t('difference.other') }}
              />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
