import { useTranslations } from 'next-intl';
import { Fragment } from 'react';
import { diffWords } from '@/lib/domain/word-diff';

/** A text with what was taken out of it and put into it, marked by more than colour. */
export function WordDiff(props: {
  before: string;
  after: string;
  /** What the marks mean, where the one text is no later form of the other. */
  labels?: { added: string; removed: string };
}) {
  const { before, after } = props;
  const t = useTranslations('common.diff');
  const { added, removed } = props.labels ?? { added: t('added'), removed: t('removed') };
  return (
    <span className="whitespace-pre-wrap">
      {diffWords(before, after).map(({ kind, text }, at, all) => {
        if (kind === 'same') return <span key={at}>{text}</span>;
        const last = all[at - 1];
        // A word and the one in its place are two words: they belong to two texts, and neither brings a space.
        const apart = last && last.kind !== 'same' && !/\s$/u.test(last.text) && !/^\s/u.test(text);
        return (
          <Fragment key={at}>
            {apart && ' '}
            {kind === 'added' ? (
              <ins className="bg-ok-soft underline decoration-ok">
                <span className="sr-only">{added}: </span>
                {text}
              </ins>
            ) : (
              <del className="bg-danger-soft line-through decoration-danger">
                <span className="sr-only">{removed}: </span>
                {text}
              </del>
            )}
          </Fragment>
        );
      })}
    </span>
  );
}
