'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { toast } from '@/lib/ui/primitives/toast';
import { useHeadingFocus } from '@/lib/ui/primitives/use-heading-focus';
import { useSession } from '@/lib/ui/session/use-session';
import { claimReviewAction, reviewKeyAction, undoVerdictAction } from '../actions';
import type { NothingToReview } from '../claim-review';
import type { ReviewItem } from '../load-review-item';
import type { ReviewCounts, ReviewKey } from '../queries';
import type { RecentVerdict } from '../recent-verdicts';
import { ReviewItemView } from './review-item';
import { ReviewStart } from './review-start';

/** The reviewer's bench: one question after the other, or what to do when there is none. */
export function Review(props: {
  project: string;
  initial: ReviewItem | null;
  /** Of an item that was answered before the page was reloaded. */
  initialKey: ReviewKey | null;
  counts: ReviewCounts;
  /** Decisions of a moment ago that can still be taken back. */
  recent: RecentVerdict[];
  /** The cosines were made by miniature encoders. */
  demonstration: boolean;
}) {
  const { project, initial, initialKey, counts, recent, demonstration } = props;
  const t = useTranslations('review');
  const failureText = useFailureText();
  const { as, call } = useSession();
  const router = useRouter();
  const [held, setHeld] = useState(initial && { item: initial, key: initialKey });
  const [nothing, setNothing] = useState<NothingToReview | null>(null);
  const [busy, setBusy] = useState(false);

  const claim = useCallback(async () => {
    setBusy(true);
    try {
      const result = await call(() => claimReviewAction({ project }, as));
      const item = result.ok && result.data.kind === 'claimed' ? result.data.item : null;
      // Answered before, its key may be shown at once; without it the item offers to show it.
      const key = item?.answers
        ? await call(() => reviewKeyAction({ project, ...refOf(item) }, as)).catch(() => null)
        : null;
      setHeld(item && { item, key: key?.ok ? key.data : null });
      setNothing(result.ok && result.data.kind === 'nothing' ? result.data : null);
      if (!result.ok) toast({ title: failureText(result.error), tone: 'danger' });
      else window.scrollTo({ top: 0 });
      // Only after an answer: without a server, a refresh would leave for the browser's error page.
      router.refresh();
    } catch {
      toast({ title: t('unreachable'), tone: 'danger' });
    } finally {
      setBusy(false);
    }
  }, [as, call, failureText, project, router, t]);

  useHeadingFocus(held ? held.item.questionId : `start ${nothing?.reason ?? ''}`);

  const undoing = useRef(false);
  const undo = useCallback(
    async (ref: { pairId: string; questionId: string }) => {
      // A second click would find nothing left to take back, and say so.
      if (undoing.current) return;
      undoing.current = true;
      setBusy(true);
      try {
        const result = await call(() => undoVerdictAction({ project, ...ref }, as));
        if (result.ok) {
          await claim();
          // Also where the message with the button was all that was left of the page.
          return toast({ title: t('undone') });
        }
        toast({ title: failureText(result.error), tone: 'danger' });
        router.refresh();
      } catch {
        toast({ title: t('unreachable'), tone: 'danger' });
      } finally {
        undoing.current = false;
        setBusy(false);
      }
    },
    [as, call, claim, failureText, project, router, t],
  );

  if (!held) {
    return (
      <ReviewStart
        counts={counts}
        nothing={nothing}
        recent={recent}
        busy={busy}
        onClaim={() => void claim()}
        onUndo={(ref) => void undo(ref)}
      />
    );
  }
  const { item, key } = held;
  return (
    <ReviewItemView
      // The lease is part of the key: a question that comes back, after a lost lease or an undo, starts afresh.
      key={`${item.questionId} ${item.serverNow}`}
      project={project}
      item={item}
      demonstration={demonstration}
      initialKey={key}
      onNext={() => void claim()}
      onUndo={undo}
      onLeave={() => {
        setHeld(null);
        router.refresh();
      }}
    />
  );
}

const refOf = ({ pairId, questionId }: ReviewItem) => ({ pairId, questionId });
