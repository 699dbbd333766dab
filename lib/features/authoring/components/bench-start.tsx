'use client';
import { CheckCheck, Clock, Image as ImageIcon, UserX } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { toast } from '@/lib/ui/primitives/toast';
import { forgetSkipsAction } from '../actions';
import type { MyWork } from '../queries';
import type { NothingToClaim } from '../why-nothing';
import { WorkList } from './work-list';

/** Before a pair is taken, and when none can be: says truthfully why, and lists the person's own work. */
export function BenchStart(props: {
  project: string;
  work: MyWork;
  nothing: NothingToClaim | null;
  busy: boolean;
  onClaim: (pairId?: string) => void;
}) {
  const { project, work, nothing, busy, onClaim } = props;
  const t = useTranslations('bench');
  const take = (
    <Button
      variant="primary"
      size="lg"
      loading={busy}
      loadingLabel={t('taking')}
      onClick={() => onClaim()}
    >
      {t(nothing ? 'lookAgain' : 'takeNext')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('intro', { waiting: work.waiting, submitted: work.submitted })}
      />
      {nothing ? (
        <Nothing project={project} nothing={nothing} take={take} onClaim={() => onClaim()} />
      ) : work.waiting > 0 ? (
        take
      ) : (
        <EmptyState
          icon={<CheckCheck />}
          title={t('finishedTitle')}
          description={t('finishedText')}
          action={take}
        />
      )}
      <WorkList
        title={t('changesRequested')}
        items={work.changesRequested}
        busy={busy}
        onOpen={onClaim}
      />
      <WorkList title={t('drafts')} items={work.drafts} busy={busy} onOpen={onClaim} />
    </>
  );
}

function Nothing(props: {
  project: string;
  nothing: NothingToClaim;
  take: ReactNode;
  onClaim: () => void;
}) {
  const { project, nothing, take, onClaim } = props;
  const t = useTranslations('bench');
  const format = useFormatter();
  const failureText = useFailureText();
  switch (nothing.reason) {
    case 'finished':
      return nothing.mined === 0 ? (
        <EmptyState
          icon={<ImageIcon />}
          title={t('noPairsTitle')}
          description={t('noPairsText')}
          action={take}
        />
      ) : (
        <EmptyState
          icon={<CheckCheck />}
          title={t('finishedTitle')}
          description={t('finishedText')}
          action={take}
        />
      );
    case 'all-leased': {
      const time = format.dateTime(new Date(nothing.until), {
        hour: '2-digit',
        minute: '2-digit',
        day: 'numeric',
        month: 'short',
      });
      return (
        <EmptyState
          icon={<Clock />}
          title={t('allLeasedTitle', { time })}
          description={t('allLeasedText')}
          action={take}
        />
      );
    }
    case 'not-eligible':
      return (
        <EmptyState
          icon={<UserX />}
          title={t('skippedTitle')}
          description={t('skippedText', { count: nothing.skipped })}
          action={
            <Button
              onClick={async () => {
                const result = await forgetSkipsAction({ project });
                if (result.ok) onClaim();
                else toast({ title: failureText(result.error), tone: 'danger' });
              }}
            >
              {t('offerSkipped')}
            </Button>
          }
        />
      );
  }
}
