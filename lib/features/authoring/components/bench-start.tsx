'use client';
import { CheckCheck, Clock, Image as ImageIcon, UserX } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { GuideNote } from '@/lib/ui/guide/guide';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { forgetSkipsAction } from '../actions';
import type { MyWork } from '../queries';
import type { NothingToClaim } from '../why-nothing';
import { EscalatedList } from './escalated-list';
import { LostTexts } from './lost-texts';
import { PatternRow } from './pattern-row';
import { RecentList } from './recent-list';
import { WorkList } from './work-list';

/** Before a pair is taken, and when none can be: says truthfully why, and lists the person's own work. */
export function BenchStart(props: {
  project: string;
  work: MyWork;
  nothing: NothingToClaim | null;
  busy: boolean;
  onClaim: (pairId?: string) => void;
  onUndo: (kind: 'skip' | 'reject', pairId: string) => void;
}) {
  const { project, work, nothing, busy, onClaim, onUndo } = props;
  const t = useTranslations('bench');
  // Primary only where there is something to take; else it is worth no more than a try.
  const take = (
    <Button
      {...(work.waiting > 0 && !nothing
        ? { variant: 'primary' as const, size: 'lg' as const }
        : {})}
      loading={busy}
      loadingLabel={t('taking')}
      onClick={() => onClaim()}
    >
      {t(nothing || work.waiting === 0 ? 'lookAgain' : 'takeNext')}
    </Button>
  );
  const none = work.pairs === 0 ? 'noPairs' : 'finished';
  return (
    <>
      <GuideNote apart />
      <PageHeader
        title={t('title')}
        description={t('intro', { waiting: work.waiting, submitted: work.submitted })}
      />
      {work.limit && nothing?.reason !== 'limit' && (
        <Callout
          tone="info"
          className="mb-4"
          title={t(`limit.${work.limit.limit}`, { most: work.limit.most })}
        >
          {t(`limit.${work.limit.limit}Text`)}
        </Callout>
      )}
      {nothing ? (
        <Nothing project={project} nothing={nothing} take={take} onClaim={() => onClaim()} />
      ) : work.waiting > 0 ? (
        take
      ) : (
        <NoWork kind={none} action={take} />
      )}
      <WorkList
        title={t('changesRequested')}
        items={work.changesRequested}
        busy={busy}
        onOpen={onClaim}
      />
      <WorkList title={t('drafts')} items={work.drafts} busy={busy} onOpen={onClaim} />
      <LostTexts project={project} work={work} busy={busy} onOpen={onClaim} />
      <RecentList items={work.recent} busy={busy} onUndo={onUndo} />
      <EscalatedList project={project} items={work.escalated ?? []} busy={busy} onTake={onClaim} />
      {work.pairs > 0 && <PatternRow counts={work.patterns} />}
    </>
  );
}

function NoWork({ kind, action }: { kind: 'noPairs' | 'finished'; action: ReactNode }) {
  const t = useTranslations('bench');
  return (
    <EmptyState
      icon={kind === 'noPairs' ? <ImageIcon /> : <CheckCheck />}
      title={t(`${kind}Title`)}
      description={t(`${kind}Text`)}
      action={action}
    />
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
  const { as, call } = useSession();
  const [offering, setOffering] = useState(false);
  switch (nothing.reason) {
    case 'finished':
      return <NoWork kind={nothing.mined === 0 ? 'noPairs' : 'finished'} action={take} />;
    case 'limit':
      return (
        <EmptyState
          icon={<CheckCheck />}
          title={t(`limit.${nothing.limit}`, { most: nothing.most })}
          description={t(`limit.${nothing.limit}Text`)}
          action={take}
        />
      );
    case 'all-leased': {
      const time = format.dateTime(new Date(nothing.until), {
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
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
    case 'escalated':
      return (
        <EmptyState
          icon={<UserX />}
          title={t('escalatedTitle')}
          description={t('escalatedText', { count: nothing.count })}
          action={take}
        />
      );
    case 'not-eligible':
      return (
        <EmptyState
          icon={<UserX />}
          title={t('skippedTitle')}
          description={t('skippedText', { count: nothing.skipped })}
          action={
            <Button
              loading={offering}
              loadingLabel={t('taking')}
              onClick={async () => {
                setOffering(true);
                const result = await answered(call(() => forgetSkipsAction({ project }, as)));
                setOffering(false);
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
