'use client';
import { CheckCheck, Clock, UserX } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { GuideNote } from '@/lib/ui/guide/guide';
import { Button } from '@/lib/ui/primitives/button';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import type { NothingToReview } from '../claim-review';
import type { ReviewCounts } from '../queries';
import type { RecentVerdict } from '../recent-verdicts';
import { RecentVerdicts } from './recent-verdicts';

/** Before a question is taken, and when none can be: says truthfully why. */
export function ReviewStart(props: {
  counts: ReviewCounts;
  nothing: NothingToReview | null;
  recent: RecentVerdict[];
  busy: boolean;
  onClaim: () => void;
  onUndo: (ref: { pairId: string; questionId: string }) => void;
}) {
  const { counts, nothing, recent, busy, onClaim, onUndo } = props;
  const t = useTranslations('review');
  const format = useFormatter();
  const reason =
    nothing?.reason ??
    (counts.waiting === 0 ? 'finished' : counts.forMe === 0 ? 'not-eligible' : null);
  // Primary only where there is something to take; else it is worth no more than a try.
  const take = (
    <Button
      {...(reason === null ? { variant: 'primary' as const, size: 'lg' as const } : {})}
      loading={busy}
      loadingLabel={t('taking')}
      onClick={onClaim}
    >
      {t(reason === null ? 'takeNext' : 'lookAgain')}
    </Button>
  );
  return (
    <>
      <GuideNote apart />
      <PageHeader
        title={t('title')}
        description={t('intro', { forMe: counts.forMe, decided: counts.decided })}
      />
      {reason === 'finished' && (
        <EmptyState
          icon={<CheckCheck />}
          title={t('finishedTitle')}
          description={t('finishedText')}
          action={take}
        />
      )}
      {reason === 'not-eligible' && (
        <EmptyState
          icon={<UserX />}
          title={t('ownTitle')}
          description={t('ownText', { count: counts.waiting })}
          action={take}
        />
      )}
      {nothing?.reason === 'all-leased' && (
        <EmptyState
          icon={<Clock />}
          title={t('allLeasedTitle', {
            time: format.dateTime(new Date(nothing.until), {
              hour: '2-digit',
              minute: '2-digit',
              hourCycle: 'h23',
              day: 'numeric',
              month: 'short',
            }),
          })}
          description={t('allLeasedText')}
          action={take}
        />
      )}
      {reason === null && take}
      <RecentVerdicts items={recent} busy={busy} onUndo={onUndo} />
    </>
  );
}
