'use client';
import { MessageSquareQuote, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import {
  fieldsOf,
  sameFields,
  wouldLose,
  type Proposal,
  type ProposedFields,
} from '@/lib/domain/assist/proposal';
import type { KeyCounts } from '@/lib/domain/project-lint';
import type { QuestionContent } from '@/lib/domain/question-lint';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { IconButton } from '@/lib/ui/primitives/icon-button';
import { Spinner } from '@/lib/ui/primitives/spinner';
import { useSession } from '@/lib/ui/session/use-session';
import { takeProposalAction } from '../actions';
import type { ModelView } from '../assist/assistance';
import { useAssist } from '../use-assist';
import { ProposalCard } from './proposal-card';

interface AssistPanelProps {
  project: string;
  pairId: string;
  model: ModelView;
  content: QuestionContent;
  keys: KeyCounts;
  onFill: (fields: ProposedFields) => void;
  /** After a proposal went into the form: the writing goes on there. */
  onFilled: () => void;
}

/** What went into the form last, and what stood there before. */
interface Filled {
  requestId: string;
  place: number;
  proposal: Proposal;
  before: ProposedFields;
}

/** A model's proposals for the pair: asked for by a button, never by itself, and taken one at a time. */
export function AssistPanel(props: AssistPanelProps) {
  const { project, pairId, model, content, keys, onFill, onFilled } = props;
  const t = useTranslations('bench.assist');
  const failureText = useFailureText();
  const { as } = useSession();
  const { state, ask, close } = useAssist({ project, pairId, unreachable: t('noServer') });
  const [filled, setFilled] = useState<Filled | null>(null);
  /** The place that is asked about before it replaces words of the person's. */
  const [doubtful, setDoubtful] = useState<number | null>(null);
  const [taking, setTaking] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(false);
  const latest = useRef(content);
  useEffect(() => {
    latest.current = content;
  }, [content]);
  const open = state.kind !== 'closed';

  // The button that had the focus is gone, or has come back: the focus goes where the reader is, and is left
  // alone where it is elsewhere by now.
  useEffect(() => {
    const lost = document.activeElement === document.body;
    if (open && (lost || !wasOpen.current)) heading.current?.focus();
    if (!open && wasOpen.current && lost) opener.current?.focus();
    wasOpen.current = open;
  }, [open, state.kind]);

  const take = async (proposal: Proposal, place: number, sure: boolean): Promise<void> => {
    if (state.kind !== 'shown' || taking !== null) return;
    setProblem(null);
    if (!sure && wouldLose(content, proposal, filled?.proposal ?? null)) {
      setDoubtful(place);
      return;
    }
    setDoubtful(null);
    setTaking(place);
    try {
      // Recorded first: what is in the form without a record could not be told from one's own words.
      const { requestId } = state;
      const result = await takeProposalAction({ project, pairId, requestId, place }, as);
      if (!result.ok) return setProblem(failureText(result.error));
      // One may have typed while that was on its way.
      const now = latest.current;
      if (!sameFields(now, content) && wouldLose(now, proposal, filled?.proposal ?? null)) {
        return setDoubtful(place);
      }
      setFilled({ requestId, place, proposal, before: fieldsOf(now) });
      onFill({ ...proposal });
      onFilled();
    } catch {
      setProblem(t('notTaken'));
    } finally {
      setTaking(null);
    }
  };

  const again = (): void => {
    setDoubtful(null);
    setProblem(null);
    void ask();
  };
  const undo = (): void => {
    if (!filled) return;
    onFill(filled.before);
    setFilled(null);
    onFilled();
  };
  const untouched = filled !== null && sameFields(content, filled.proposal);
  // Its card says so itself, unless one has asked again since.
  const fromHere =
    untouched && state.kind === 'shown' && filled.requestId === state.requestId
      ? filled.place
      : null;
  const said =
    state.kind === 'asking'
      ? t('asking', { model: model.model })
      : state.kind === 'shown'
        ? fromHere !== null
          ? t('inForm')
          : t('count', { count: state.proposals.length })
        : '';

  return (
    <div className="flex flex-col gap-2">
      {/* It stands there before it says anything, so that readers of screens hear it. */}
      <p role="status" className="sr-only">
        {said}
      </p>
      {!open ? (
        <div>
          <Button
            ref={opener}
            size="sm"
            icon={<MessageSquareQuote />}
            aria-describedby="assist-where"
            onClick={() => void ask()}
          >
            {t('suggest')}
          </Button>
          <p id="assist-where" className="mt-1 text-sm text-ink-2">
            {t('where', { ...model })}
          </p>
        </div>
      ) : (
        <section
          aria-labelledby="assist-heading"
          className="rounded border border-line bg-sunken"
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
            event.stopPropagation();
            close();
          }}
        >
          <div className="flex items-start justify-between gap-2 px-3 pt-2">
            <h2
              id="assist-heading"
              ref={heading}
              tabIndex={-1}
              className="min-w-0 py-1 text-sm font-semibold break-words outline-none"
            >
              {t('title', { model: model.model })}
            </h2>
            <IconButton label={t('close')} size="sm" variant="ghost" icon={<X />} onClick={close} />
          </div>
          <div className="flex flex-col gap-3 px-3 pb-3">
            {state.kind === 'asking' && (
              <div className="flex flex-wrap items-center gap-3">
                <span aria-hidden className="flex items-center gap-2 text-sm text-ink-2">
                  <Spinner />
                  {t('looking')}
                </span>
                <Button size="sm" onClick={close}>
                  {t('cancel')}
                </Button>
              </div>
            )}
            {state.kind === 'failed' && (
              <div role="alert">
                <Callout
                  tone="warning"
                  action={
                    <Button size="sm" onClick={again}>
                      {t('again')}
                    </Button>
                  }
                >
                  {state.text}
                </Callout>
              </div>
            )}
            {state.kind === 'shown' && (
              <>
                <p className="text-sm text-ink-2">
                  {t(state.proposals.length === 0 ? 'none' : 'beware')}
                </p>
                {untouched && fromHere === null && (
                  <div className="flex flex-wrap items-center gap-2 text-sm">
                    {t('inForm')}
                    <Button size="sm" onClick={undo}>
                      {t('undo')}
                    </Button>
                  </div>
                )}
                {problem !== null && (
                  <div role="alert">
                    <Callout tone="warning">{problem}</Callout>
                  </div>
                )}
                <ol className="flex flex-col divide-y divide-line">
                  {state.proposals.map((proposal, at) => (
                    <ProposalCard
                      key={at}
                      place={at + 1}
                      proposal={proposal}
                      keys={keys}
                      taken={fromHere === at + 1}
                      busy={taking !== null}
                      doubtful={doubtful === at + 1}
                      onTake={(sure) => void take(proposal, at + 1, sure)}
                      onKeep={() => setDoubtful(null)}
                      onUndo={undo}
                    />
                  ))}
                </ol>
                <div>
                  <Button size="sm" variant="ghost" className="-ml-2" onClick={again}>
                    {t('again')}
                  </Button>
                </div>
              </>
            )}
          </div>
        </section>
      )}
    </div>
  );
}
