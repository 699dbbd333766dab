'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { LEAST_PERCENT_FOR_CODE } from '@/lib/domain/study-protocol';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { closeStudyAction, openStudyAction } from '../actions';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';

interface StudySwitchProps {
  project: string;
  /** As it is shown: what is opened is this version, or nothing. */
  study: { id: string; version: number; status: 'DRAFT' | 'OPEN' | 'CLOSED'; pairs: number };
  /** Raters who have begun and not come to an end. */
  answering: number;
}

/** Opens a draft or closes an open study. Both freeze something for good, so both ask first. */
export function StudySwitch({ project, study, answering }: StudySwitchProps) {
  const words = study.status === 'DRAFT' ? 'open' : 'close';
  const t = useTranslations('studies');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [shown, setShown] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  if (study.status === 'CLOSED') return null;

  const go = () =>
    startTransition(async () => {
      const input = { project, studyId: study.id };
      if (words === 'open') {
        const result = await answered(openStudyAction({ ...input, version: study.version }, as));
        if (!result.ok) return setProblem(failureText(result.error));
        toast({ title: t('open.done'), tone: 'ok' });
      } else {
        const result = await answered(closeStudyAction(input, as));
        if (!result.ok) return setProblem(failureText(result.error));
        toast({ title: t('close.done', result.data), tone: 'ok' });
      }
      setShown(false);
      router.refresh();
    });

  return (
    <Dialog
      open={shown}
      onOpenChange={(next) => {
        setShown(next);
        setProblem(null);
      }}
      trigger={
        <Button variant={words === 'open' ? 'primary' : 'secondary'}>{t(`${words}.action`)}</Button>
      }
      title={t(`${words}.title`)}
      description={t(`${words}.text`, {
        pairs: study.pairs,
        answering,
        percent: LEAST_PERCENT_FOR_CODE,
      })}
      size="sm"
      footer={
        <>
          <DialogCancel />
          <Button variant="primary" loading={pending} onClick={go}>
            {t(`${words}.action`)}
          </Button>
        </>
      }
    >
      {problem !== null && <Callout tone="danger">{problem}</Callout>}
    </Dialog>
  );
}
