'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { toast } from '@/lib/ui/primitives/toast';
import { useHeadingFocus } from '@/lib/ui/primitives/use-heading-focus';
import { useSession } from '@/lib/ui/session/use-session';
import { claimPairAction, undoRejectPairAction, undoSkipAction } from '../actions';
import type { ModelView } from '../assist/assistance';
import type { BenchPair } from '../load-bench-pair';
import type { MyWork } from '../queries';
import type { NothingToClaim } from '../why-nothing';
import { BenchPairView } from './bench-pair';
import { BenchStart } from './bench-start';

/** The annotator's bench: one pair after the other, or what to do when there is none. */
export function Bench(props: {
  project: string;
  initial: BenchPair | null;
  /** The draft to open, whichever pair is held. */
  asked: string | null;
  work: MyWork;
  /** The cosines were made by miniature encoders. */
  demonstration: boolean;
  /** The model that may be asked for proposals; null where nobody may. */
  assistance: ModelView | null;
}) {
  const { project, initial, asked, work, demonstration, assistance } = props;
  const t = useTranslations('bench');
  const failureText = useFailureText();
  const { as, call } = useSession();
  const router = useRouter();
  const [pair, setPair] = useState(asked === null || asked === initial?.id ? initial : null);
  const [nothing, setNothing] = useState<NothingToClaim | null>(null);
  const [busy, setBusy] = useState(false);
  // Amid opening the draft that the address names; that is no step of the person's.
  const [opening, setOpening] = useState(pair === null && asked !== null);
  const flush = useRef<() => Promise<unknown>>(null);
  const claiming = useRef<Promise<void> | null>(null);

  const take = useCallback(
    async (pairId?: string) => {
      setBusy(true);
      try {
        const result = await call(() => claimPairAction({ project, pairId }, as));
        if (!result.ok) {
          toast({ title: failureText(result.error), tone: 'danger' });
          // Of a named pair only: whatever one is writing on stays.
          if (pairId === undefined) setPair(null);
        } else if (result.data.kind === 'claimed') {
          setPair(result.data.pair);
          setNothing(null);
          window.scrollTo({ top: 0 });
        } else {
          if (pairId === undefined) setPair(null);
          setNothing(result.data);
        }
        // Only after an answer: without a server, a refresh would leave for the browser's error page.
        router.refresh();
      } catch {
        if (pairId === undefined) setPair(null);
        toast({ title: t('unreachable'), tone: 'danger' });
      } finally {
        setBusy(false);
      }
    },
    [as, call, failureText, project, router, t],
  );
  /** One at a time: a second wish for whichever pair comes is the first one's, a named pair waits its turn. */
  const claim = useCallback(
    async (pairId?: string) => {
      if (claiming.current && pairId === undefined) return;
      await claiming.current;
      const taking = take(pairId);
      claiming.current = taking;
      await taking;
      if (claiming.current === taking) claiming.current = null;
    },
    [take],
  );

  const opened = useRef(!opening);
  useEffect(() => {
    if (opened.current || asked === null) return;
    opened.current = true;
    void claim(asked).then(() => setOpening(false));
  }, [asked, claim]);
  // The lease is part of it: a pair that comes back after an undo starts afresh.
  const stage = pair ? `${pair.id} ${pair.serverNow}` : `start ${nothing?.reason ?? ''}`;
  useHeadingFocus(opening ? null : stage);

  const undoing = useRef(false);
  const undo = useCallback(
    async (kind: 'skip' | 'reject', pairId: string) => {
      // A second click would find nothing left to take back, and say so.
      if (undoing.current) return;
      undoing.current = true;
      try {
        const action = kind === 'skip' ? undoSkipAction : undoRejectPairAction;
        const result = await call(async () => {
          // What is being written now is saved before its lease goes.
          await flush.current?.();
          return action({ project, pairId }, as);
        });
        if (result.ok) {
          await claim(pairId);
          toast({ title: t('undone') });
        } else toast({ title: failureText(result.error), tone: 'danger' });
      } catch {
        toast({ title: t('unreachable'), tone: 'danger' });
      } finally {
        undoing.current = false;
      }
    },
    [as, call, claim, failureText, project, t],
  );

  if (!pair) {
    return (
      <BenchStart
        project={project}
        work={work}
        nothing={nothing}
        busy={busy}
        onClaim={(id) => void claim(id)}
        onUndo={(kind, id) => void undo(kind, id)}
      />
    );
  }
  return (
    <BenchPairView
      key={stage}
      project={project}
      userId={work.userId}
      demonstration={demonstration}
      assistance={assistance}
      pair={pair}
      flush={flush}
      onNext={() => void claim()}
      onSkipped={() => {
        toast({
          title: t('skipped', { number: pair.number }),
          undo: () => undo('skip', pair.id),
        });
        void claim();
      }}
      onLeave={() => {
        setPair(null);
        router.refresh();
      }}
      onRejected={(number) => {
        toast({
          title: t('rejected', { number }),
          undo: () => undo('reject', pair.id),
        });
        void claim();
      }}
    />
  );
}
