'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog, DialogClose } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { reopenPairAction } from '../actions';
import { useDecideAgain } from './use-decide-again';

interface ReopenDialogProps {
  project: string;
  pair: { id: string; number: number; questionId: string | null };
  /** What the author should read, as the place that offers this knows it. */
  suggestion?: string;
}

/** Sends a decided pair back to its author, who reads why. */
export function ReopenDialog({ project, pair, suggestion = '' }: ReopenDialogProps) {
  const t = useTranslations('review.again');
  const common = useTranslations('common');
  const [reason, setReason] = useState(suggestion);
  const [missing, setMissing] = useState(false);
  const { open, setOpen, problem, pending, run } = useDecideAgain();
  const id = `reopen-${pair.number}`;
  const hint = t('reasonHint');
  const error = missing && reason.trim() === '' ? t('reasonNeeded') : undefined;

  const send = (): void => {
    if (reason.trim() === '') {
      setMissing(true);
      document.getElementById(id)?.focus();
      return;
    }
    run(
      () => reopenPairAction({ project, pairId: pair.id, questionId: pair.questionId, reason }),
      t('reopened', { number: pair.number }),
    );
  };

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">{t('reopen')}</Button>}
      title={t('reopenTitle', { number: pair.number })}
      description={t(pair.questionId === null ? 'reopenTextNoQuestion' : 'reopenText')}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common('cancel')}</Button>
          </DialogClose>
          <Button variant="primary" loading={pending} onClick={send}>
            {t('reopen')}
          </Button>
        </>
      }
    >
      <Field id={id} label={t('reason')} hint={hint} error={error}>
        <Textarea
          id={id}
          rows={4}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          {...fieldAria({ id, hint, error })}
        />
      </Field>
      {problem !== null && (
        <Callout tone="danger" className="mt-4">
          {problem}
        </Callout>
      )}
    </Dialog>
  );
}
