'use client';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { asContent, type Proposal } from '@/lib/domain/assist/proposal';
import { lintInProject, type KeyCounts } from '@/lib/domain/project-lint';
import { lintQuestion, QUESTION_LIMITS } from '@/lib/domain/question-lint';
import { Button } from '@/lib/ui/primitives/button';
import { PatternLabel } from '@/lib/ui/primitives/pattern-label';
import { distinct } from './lint-list';

interface ProposalCardProps {
  place: number;
  proposal: Proposal;
  keys: KeyCounts;
  /** It is in the form as it stands here. */
  taken: boolean;
  busy: boolean;
  /** Taking it would replace words of the person's, who is asked. */
  doubtful: boolean;
  onTake: (sure: boolean) => void;
  onKeep: () => void;
  /** Once it is taken: puts back what stood in the form before. */
  onUndo: () => void;
}

/** One proposal with what the same checks say of it that a person's question gets. */
export function ProposalCard(props: ProposalCardProps) {
  const { place, proposal, keys, taken, busy, doubtful, onTake, onKeep, onUndo } = props;
  const t = useTranslations('bench.assist');
  const bench = useTranslations('bench');
  const keep = useRef<HTMLButtonElement>(null);
  const use = useRef<HTMLButtonElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (doubtful) keep.current?.focus();
    else if (asked.current) use.current?.focus();
    asked.current = doubtful;
  }, [doubtful]);

  const content = asContent(proposal);
  const findings = distinct([
    ...lintQuestion(content),
    ...lintInProject(content, { sameAs: [], keys }),
  ]);
  const [onA, onB] =
    proposal.keyForA === 1
      ? [proposal.optionOne, proposal.optionTwo]
      : [proposal.optionTwo, proposal.optionOne];
  return (
    <li className="flex flex-col gap-1.5 py-3 first:pt-0">
      <h3 id={`assist-${place}`} className="font-medium break-words">
        {proposal.question}
      </h3>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-sm">
        {(
          [
            ['A', onA, proposal.statementA],
            ['B', onB, proposal.statementB],
          ] as const
        ).map(([side, option, statement]) => (
          <div key={side} className="contents">
            <dt className="text-ink-2">{side}</dt>
            <dd className="break-words">
              {option}
              <span className="block text-ink-2">{statement}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-sm text-ink-2">
        <PatternLabel pattern={proposal.pattern} short />
      </p>
      {findings.length > 0 && (
        <ul aria-label={t('remarks')} className="flex flex-col gap-1 text-sm text-ink-2">
          {findings.map(({ code, severity, params }) => (
            <li key={code} className="flex items-start gap-2">
              {severity === 'error' ? (
                <CircleAlert
                  className="mt-0.5 size-4 shrink-0 text-danger"
                  aria-label={bench('error')}
                />
              ) : (
                <TriangleAlert
                  className="mt-0.5 size-4 shrink-0 text-warning"
                  aria-label={bench('warning')}
                />
              )}
              {bench(`lint.${code}`, { ...QUESTION_LIMITS, ...params })}
            </li>
          ))}
        </ul>
      )}
      {doubtful ? (
        <div role="alert" className="flex flex-wrap items-center gap-2 text-sm">
          <span className="basis-full">{t('replace')}</span>
          <Button ref={keep} size="sm" onClick={onKeep}>
            {t('keepMine')}
          </Button>
          <Button size="sm" variant="danger" disabled={busy} onClick={() => onTake(true)}>
            {t('replaceMine')}
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            ref={use}
            size="sm"
            disabled={busy || taken}
            aria-describedby={`assist-${place}`}
            onClick={() => onTake(false)}
          >
            {t(taken ? 'taken' : 'take')}
          </Button>
          {taken && (
            <Button size="sm" onClick={onUndo}>
              {t('undo')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
