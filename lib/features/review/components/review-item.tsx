'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import type { Answer } from '@/lib/domain/review-rules';
import { GuideAside, GuideButton, GuideNote } from '@/lib/ui/guide/guide';
import { LeaseCountdown } from '@/lib/ui/lease/lease-countdown';
import { useLease } from '@/lib/ui/lease/use-lease';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { cn } from '@/lib/ui/primitives/cn';
import { ToastPlace, toast } from '@/lib/ui/primitives/toast';
import { useHeadingFocus } from '@/lib/ui/primitives/use-heading-focus';
import { useSession } from '@/lib/ui/session/use-session';
import {
  answerReviewAction,
  releaseReviewAction,
  renewReviewAction,
  reviewKeyAction,
} from '../actions';
import type { ReviewItem } from '../load-review-item';
import type { ReviewKey } from '../queries';
import { BlindAnswer } from './blind-answer';
import { KeyedReview } from './keyed-review';

/** Image A alone, then image B alone, then both with the key: in this order and never back. */
export function ReviewItemView(props: {
  project: string;
  item: ReviewItem;
  demonstration: boolean;
  initialKey: ReviewKey | null;
  onNext: () => void;
  onUndo: (ref: { pairId: string; questionId: string }) => Promise<void>;
  onLeave: () => void;
}) {
  const { project, item, demonstration, initialKey, onNext, onUndo, onLeave } = props;
  const { pairId, questionId } = item;
  const t = useTranslations('review');
  const failureText = useFailureText();
  const { as, call } = useSession();
  const [answerA, setAnswerA] = useState<Answer | undefined>(item.answers?.answerA);
  const [key, setKey] = useState<ReviewKey | null>(initialKey);
  const [busy, setBusy] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const lease = useLease(item, () => renewReviewAction({ project, pairId, questionId }, as));
  const ref = { project, pairId, questionId };

  const read = async (load: () => ReturnType<typeof reviewKeyAction>): Promise<void> => {
    setBusy(true);
    try {
      const result = await call(load);
      if (result.ok) setKey(result.data);
      else toast({ title: failureText(result.error), tone: 'danger' });
    } catch {
      toast({ title: t('unreachable'), tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  const leave = async (): Promise<void> => {
    setLeaving(true);
    try {
      const result = await call(() => releaseReviewAction({ project, pairId }, as));
      // What is held no longer needs no giving back.
      if (!result.ok && result.error.code !== 'lease-lost')
        toast({ title: failureText(result.error), tone: 'danger' });
      onLeave();
    } catch {
      setLeaving(false);
      toast({ title: t('unreachable'), tone: 'danger' });
    }
  };

  const step = key ? 3 : answerA === undefined ? 1 : 2;
  useHeadingFocus(`step ${step}`, '#review-step');
  return (
    // Out to the edges of the shell, whose bar takes 3rem on narrow screens.
    <div className="-mx-4 -my-5 flex min-h-[calc(100dvh-3rem)] flex-col sm:-mx-6 lg:-mx-8 lg:-my-6 lg:h-dvh lg:min-h-120">
      <GuideNote />
      <div
        className={cn(
          'flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-line bg-bg px-4 py-2 text-sm',
          // What is pressed at the foot of a long page is answered in sight. Nothing is answered blind there.
          key && 'max-lg:top-12 max-lg:z-10 max-lg:has-[[data-toasts]_li]:sticky',
        )}
      >
        <h1 className="scroll-mt-16 font-semibold text-ink num">
          {t('pairNumber', { number: item.number })}
        </h1>
        <span className="text-ink-2 num">{t('version', { version: item.version })}</span>
        <h2 id="review-step" className="scroll-mt-16 text-ink-2">
          {t('step', { step })}
        </h2>
        {!lease.lost && (
          <LeaseCountdown left={lease.left} label={t('lease')} lowLabel={t('leaseLow')} />
        )}
        <ToastPlace />
        <span className="ml-auto flex items-center gap-3">
          <GuideButton />
          <Button size="sm" variant="ghost" loading={leaving} onClick={() => void leave()}>
            {t('leave')}
          </Button>
        </span>
      </div>
      {lease.lost && (
        <div className="p-4">
          <Callout
            tone="danger"
            live="alert"
            title={t('lostTitle')}
            action={
              <Button size="sm" onClick={onNext}>
                {t('takeNext')}
              </Button>
            }
          >
            {t('lostText')}
          </Callout>
        </div>
      )}
      <div className="flex min-h-0 flex-1 flex-col xl:flex-row">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {key ? (
            <KeyedReview
              project={project}
              item={item}
              answers={key}
              demonstration={demonstration}
              disabled={lease.lost || leaving}
              onNext={onNext}
              onUndo={onUndo}
              onLeave={onLeave}
            />
          ) : item.answers ? (
            <div className="p-4">
              <Button
                variant="primary"
                loading={busy}
                onClick={() => void read(() => reviewKeyAction(ref, as))}
              >
                {t('showKey')}
              </Button>
            </div>
          ) : (
            <BlindAnswer
              key={step}
              side={step === 1 ? 'A' : 'B'}
              project={project}
              item={item}
              busy={busy || leaving || lease.lost}
              onAnswer={(answer) => {
                if (answerA === undefined) setAnswerA(answer);
                else void read(() => answerReviewAction({ ...ref, answerA, answerB: answer }, as));
              }}
            />
          )}
        </div>
        {/* What the question is about is part of the key. */}
        <GuideAside pattern={key?.pattern ?? null} />
      </div>
    </div>
  );
}
