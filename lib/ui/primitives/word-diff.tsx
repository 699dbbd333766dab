import { useTranslations } from 'next-intl';
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
      {diffWords(before, after).map(({ kind, text }, at) =>
        kind === 'same' ? (
          <span key={at}>{text}</span>
        ) : kind === 'added' ? (
          <ins key={at} className="bg-ok-soft underline decoration-ok">
            <span className="sr-only">{added}: </span>
            {text}
          </ins>
        ) : (
          <del key={at} className="bg-danger-soft line-through decoration-danger">
            <span className="sr-only">{removed}: </span>
            {text}
          </del>
        ),
      )}
    </span>
  );
}
