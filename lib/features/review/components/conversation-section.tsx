import { useTranslations } from 'next-intl';
import { isPatternId } from '@/lib/domain/patterns';
import { Section } from '@/lib/ui/primitives/section';
import { DateTime } from '@/lib/ui/primitives/time';
import { WordDiff } from '@/lib/ui/primitives/word-diff';
import type { Conversation, FullVersion, RemarkRow } from '../conversation';
import { RemarkForm } from './remark-form';

/** For the author and the reviewers of a pair: every version in full, what changed, and what they say to each other. */
export function ConversationSection(props: {
  project: string;
  pair: { id: string; number: number };
  conversation: Conversation;
}) {
  const { project, pair, conversation } = props;
  const { versions, remarks } = conversation;
  const t = useTranslations('review.talk');
  return (
    <>
      <Section id="versions" title={t('versions')} description={t('versionsText')}>
        <ol className="divide-y divide-line border-y border-line">
          {versions.map((version, at) => (
            <li key={version.version} className="py-3">
              <VersionView version={version} before={versions[at + 1]} />
            </li>
          ))}
        </ol>
      </Section>
      <Section id="talk" title={t('title')} description={t('text')}>
        {remarks.length > 0 && (
          <ol className="mb-4 divide-y divide-line border-y border-line">
            {remarks.map((remark) => (
              <li key={remark.id} className="py-2">
                <RemarkView remark={remark} />
              </li>
            ))}
          </ol>
        )}
        <RemarkForm project={project} pair={pair} />
      </Section>
    </>
  );
}

function RemarkView({ remark }: { remark: RemarkRow }) {
  const t = useTranslations('review.talk');
  const fields = useTranslations('review.reviewField');
  return (
    <>
      <p className="flex flex-wrap gap-x-3 text-sm text-ink-2 num">
        <span className="font-medium text-ink">{remark.by}</span>
        <DateTime iso={remark.at} />
        <span>{t('toVersion', { version: remark.version })}</span>
        {remark.field !== null && <span>{fields(remark.field)}</span>}
      </p>
      <p className="measure break-words whitespace-pre-wrap">{remark.text}</p>
    </>
  );
}

/** The parts of a version as a reader compares them. */
function useParts() {
  const fields = useTranslations('review.reviewField');
  const patterns = useTranslations('patterns');
  const t = useTranslations('review');
  return (version: FullVersion): [label: string, text: string][] => [
    [fields('question'), version.question],
    [fields('optionOne'), version.optionOne],
    [fields('optionTwo'), version.optionTwo],
    [fields('key'), version.keyForA === 1 ? version.optionOne : version.optionTwo],
    [fields('statementA'), version.statementA],
    [fields('statementB'), version.statementB],
    [
      fields('pattern'),
      isPatternId(version.pattern) ? patterns(`${version.pattern}.name`) : version.pattern,
    ],
    [t('note'), version.note],
  ];
}

function VersionView(props: { version: FullVersion; before: FullVersion | undefined }) {
  const { version, before } = props;
  const t = useTranslations('review.talk');
  const again = useTranslations('review.again');
  const assisted = useTranslations('review.assisted');
  const fields = useTranslations('review.reviewField');
  const partsOf = useParts();
  const old = before && partsOf(before);
  const parts = partsOf(version)
    .map(([label, text], at) => ({ label, text, was: old?.[at]?.[1] }))
    .filter(({ text, was }) => text !== '' || (was ?? '') !== '');
  const shown = old ? parts.filter(({ text, was }) => text !== was) : parts;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-ink-2 num">
        <span className="font-medium text-ink">
          {again('version', { version: version.version })}
        </span>
        <span>{again('by', { name: version.author })}</span>
        <DateTime iso={version.submittedAt} />
        {version.assisted !== 'none' && <span>{assisted(version.assisted)}</span>}
      </p>
      {before && (
        <p className="mt-1 text-sm text-ink-2">
          {t(shown.length > 0 ? 'changed' : 'unchanged', { version: before.version })}
        </p>
      )}
      <dl className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-[12rem_minmax(0,1fr)]">
        {shown.map(({ label, text, was }) => (
          <div key={label} className="contents">
            <dt className="text-sm text-ink-2">{label}</dt>
            <dd className="measure break-words">
              {was === undefined ? (
                <span className="whitespace-pre-wrap">{text}</span>
              ) : (
                <WordDiff before={was} after={text} />
              )}
            </dd>
          </div>
        ))}
      </dl>
      <ul className="mt-2 flex flex-col gap-2">
        {version.verdicts.map((row) => (
          <li key={row.reviewer} className="border-l-2 border-line-strong pl-3 text-sm">
            <span className="font-medium">
              {again(`verdict.${row.verdict}`, { name: row.reviewer })}
            </span>
            {row.adjudicates && <span className="text-ink-2"> {t('adjudicated')}</span>}
            {row.field !== null && <span className="text-ink-2"> ({fields(row.field)})</span>}
            {row.comment !== '' && <p className="whitespace-pre-wrap">{row.comment}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}
