'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Select } from '@/lib/ui/primitives/select';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { createCheckRunAction } from '../actions';

interface RunChecksDialogProps {
  project: string;
  studies: { id: string; name: string; pairs: number }[];
}

/** Chooses the closed study whose pairs are checked. */
export function RunChecksDialog({ project, studies }: RunChecksDialogProps) {
  const t = useTranslations('checks.run');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [studyId, setStudyId] = useState(studies[0]?.id ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  const go = () =>
    startTransition(async () => {
      const result = await answered(createCheckRunAction({ project, studyId }, as));
      if (!result.ok) return setProblem(failureText(result.error));
      setOpen(false);
      router.push(`/p/${project}/checks?run=${result.data.checkRunId}`);
      router.refresh();
    });

  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setProblem(null);
      }}
      trigger={<Button variant="primary">{t('action')}</Button>}
      title={t('title')}
      description={t('text')}
      size="sm"
      footer={
        <>
          <DialogCancel />
          <Button variant="primary" loading={pending} onClick={go}>
            {t('action')}
          </Button>
        </>
      }
    >
      <Field id="check-study" label={t('study')} hint={t('studyHint')}>
        <Select
          id="check-study"
          value={studyId}
          onChange={(event) => setStudyId(event.target.value)}
          {...fieldAria({ id: 'check-study', hint: t('studyHint'), error: undefined })}
        >
          {studies.map((study) => (
            <option key={study.id} value={study.id}>
              {t('option', { name: study.name, pairs: study.pairs })}
            </option>
          ))}
        </Select>
      </Field>
      {problem !== null && <Callout tone="danger">{problem}</Callout>}
    </Dialog>
  );
}
