import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { sources, type PairStatus } from '@/lib/domain/item-lifecycle';
import { Section } from '@/lib/ui/primitives/section';
import { DateTime } from '@/lib/ui/primitives/time';
import { WordDiff } from '@/lib/ui/primitives/word-diff';
import type { PairDecisions, QuestionVersionRow, ReopeningRow } from '../question-versions';
import { DecideAgainDialog } from './decide-again-dialog';

interface DecisionsSectionProps {
  project: string;
  pair: { id: string; number: number; status: PairStatus };
  decisions: PairDecisions;
}

/** For administrators: every version of the question, and the ways to take a decision back. */
export function DecisionsSection({ project, pair, decisions }: DecisionsSectionProps) {
  const t = useTranslations('review.again');
  const { currentQuestionId, versions, reopenings } = decisions;
  const meant = { id: pair.id, number: pair.number, questionId: currentQuestionId };
  const may = (event: 'reopen' | 'reject-approved') => sources(event).includes(pair.status);
  if (versions.length === 0 && !may('reopen')) return null;
  return (
    <Section
      id="decisions"
      title={t('title')}
      description={t(pair.status === 'IN_STUDY' ? 'inStudy' : 'text')}
      action={
        <div className="flex gap-2">
          {may('reopen') && <DecideAgainDialog project={project} pair={meant} />}
          {may('reject-approved') && (
            <DecideAgainDialog project={project} pair={meant} decision="reject" />
          )}
        </div>
      }
    >
      <ol className="divide-y divide-line border-y border-line">
        {versions.map((row, at) => (
          <li key={row.version} className="py-3">
            <Version project={project} row={row} before={versions[at + 1]} />
            {reopenings
              .filter((reopening) => reopening.version === row.version)
              .map((reopening) => (
                <SentBack key={reopening.id} reopening={reopening} />
              ))}
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Version(props: {
  project: string;
  row: QuestionVersionRow;
  before: QuestionVersionRow | undefined;
}) {
  const { project, row, before } = props;
  const options = row.options.join(' / ');
  const t = useTranslations('review.again');
  const verdicts = useTranslations('review.again.verdict');
  const assisted = useTranslations('review.assisted');
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-ink-2 num">
        <span className="font-medium text-ink">{t('version', { version: row.version })}</span>
        <span>{t(row.current ? 'current' : 'replaced')}</span>
        <span>{row.author === null ? t('withheld') : t('by', { name: row.author })}</span>
        <DateTime iso={row.submittedAt} />
        {row.guidelineVersion !== null && (
          <span>{t('guidelines', { version: row.guidelineVersion })}</span>
        )}
        {(row.assisted === 'seen' || row.assisted === 'taken') && (
          <span>{assisted(row.assisted)}</span>
        )}
      </p>
      <p className="measure">
        {before ? <WordDiff before={before.question} after={row.question} /> : row.question}
      </p>
      <p className="text-sm text-ink-2">
        {before ? <WordDiff before={before.options.join(' / ')} after={options} /> : options}
      </p>
      <ul className="mt-1 flex flex-col gap-0.5 text-sm text-ink-2 num">
        {row.verdicts.map(({ verdict, reviewer }) => (
          <li key={reviewer}>{verdicts(verdict, { name: reviewer })}</li>
        ))}
        {row.studies.map((study) => (
          <li key={study.id}>
            <Link href={`/p/${project}/studies/${study.id}`} className="text-accent underline">
              {study.name}
            </Link>{' '}
            {t('answers', { count: study.answers })}
          </li>
        ))}
        {row.releases.length > 0 && <li>{t('released', { versions: row.releases.join(', ') })}</li>}
      </ul>
    </>
  );
}

function SentBack({ reopening }: { reopening: ReopeningRow }) {
  const t = useTranslations('review.again');
  const common = useTranslations('common');
  return (
    <p className="mt-2 border-l-2 border-warning pl-3 text-sm">
      <span className="text-ink-2">
        {t('sentBack', { name: reopening.by ?? common('noPerson') })}{' '}
        <DateTime iso={reopening.at} />
      </span>
      <br />
      <span className="whitespace-pre-wrap">{reopening.reason}</span>
    </p>
  );
}
