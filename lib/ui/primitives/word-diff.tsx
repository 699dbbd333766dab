import { useTranslations } from 'next-intl';
import { diffWords } from '@/lib/domain/word-diff';

/** A text with what was taken out of it and put into it, marked by more than colour. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  const t = useTranslations('common.diff');
  return (
    <span className="whitespace-pre-wrap">
      {diffWords(before, after).map(({ kind, text }, at) =>
        kind === 'same' ? (
          <span key={at}>{text}</span>
        ) : kind === 'added' ? (
          <ins key={at} className="bg-ok-soft underline decoration-ok">
            <span className="sr-only">{t('added')}: </span>
            {text}
          </ins>
        ) : (
          <del key={at} className="bg-danger-soft line-through decoration-danger">
            <span className="sr-only">{t('removed')}: </span>
            {text}
          </del>
        ),
      )}
    </span>
  );
}
