'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { toast } from '@/lib/ui/primitives/toast';
import { useHeadingFocus } from '@/lib/ui/primitives/use-heading-focus';
import { useSession } from '@/lib/ui/session/use-session';
import { claimReviewAction } from '../actions';
import type { NothingToReview } from '../claim-review';
import type { ReviewItem } from '../load-review-item';
import type { ReviewCounts, ReviewKey } from '../queries';
import { ReviewItemView } from './review-item';
import { ReviewStart } from './review-start';

/** The reviewer's bench: one question after the other, or what to do when there is none. */
export function Review(props: {
  project: string;
  initial: ReviewItem | null;
  /** Of an item that was answered before the page was reloaded. */
  initialKey: ReviewKey | null;
  counts: ReviewCounts;
  /** The cosines were made by miniature encoders. */
  demonstration: boolean;
}) {
  const { project, initial, initialKey, counts, demonstration } = props;
  const t = useTranslations('review');
  const failureText = useFailureText();
  const { as, call } = useSession();
  const router = useRouter();
  const [item, setItem] = useState(initial);
  const [nothing, setNothing] = useState<NothingToReview | null>(null);
  const [busy, setBusy] = useState(false);

  const claim = useCallback(async () => {
    setBusy(true);
    try {
      const result = await call(() => claimReviewAction({ project }, as));
      setItem(result.ok && result.data.kind === 'claimed' ? result.data.item : null);
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

  useHeadingFocus(item ? item.questionId : `start ${nothing?.reason ?? ''}`);

  if (!item) {
    return (
      <ReviewStart counts={counts} nothing={nothing} busy={busy} onClaim={() => void claim()} />
    );
  }
  return (
    <ReviewItemView
      key={item.questionId}
      project={project}
      item={item}
      demonstration={demonstration}
      initialKey={item.questionId === initial?.questionId ? initialKey : null}
      onNext={() => void claim()}
      onLeave={() => {
        setItem(null);
        router.refresh();
      }}
    />
  );
}
