'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { createReleaseAction } from '../actions';
import type { ReleasableRun } from '../queries';

/** Names the check run whose passed pairs go in, and how many they are. */
export function CreateReleaseDialog({ project, runs }: { project: string; runs: ReleasableRun[] }) {
  const t = useTranslations('releases.create');
  const common = useTranslations('common');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [checkRunId, setCheckRunId] = useState(runs[0]?.id ?? '');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const pairs = runs.find((run) => run.id === checkRunId)?.pairs ?? 0;

  const go = () =>
    startTransition(async () => {
      const result = await answered(createReleaseAction({ project, checkRunId, name }, as));
      if (!result.ok) return setProblem(failureText(result.error));
      setOpen(false);
      router.push(`/p/${project}/releases/${result.data.version}`);
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
      footer={
        <>
          <DialogCancel />
          <Button variant="primary" loading={pending} disabled={pairs === 0} onClick={go}>
            {t('submit', { pairs })}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field id="release-run" label={t('run')} hint={t('runHint')}>
          <Select
            id="release-run"
            value={checkRunId}
            onChange={(event) => setCheckRunId(event.target.value)}
            {...fieldAria({ id: 'release-run', hint: t('runHint'), error: undefined })}
          >
            {runs.map((run) => (
              <option key={run.id} value={run.id}>
                {t('option', {
                  study: run.study,
                  pairs: run.pairs,
                  date: run.finishedAt.slice(0, 16).replace('T', ' '),
                })}
              </option>
            ))}
          </Select>
        </Field>
        <Field id="release-name" label={t('name')} optional={common('optional')}>
          <Input
            id="release-name"
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {pairs === 0 && <Callout tone="warning">{t('none')}</Callout>}
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
      </div>
    </Dialog>
  );
}
