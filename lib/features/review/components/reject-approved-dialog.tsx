'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog, DialogClose } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Select } from '@/lib/ui/primitives/select';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { rejectApprovedAction } from '../actions';
import { REJECTION_REASONS, type RejectionReason } from '../schemas';
import { useDecideAgain } from './use-decide-again';

interface RejectApprovedDialogProps {
  project: string;
  pair: { id: string; number: number; questionId: string | null };
}

/** Drops a pair that had been approved. Scores may have been seen, so the sentence is not optional. */
export function RejectApprovedDialog({ project, pair }: RejectApprovedDialogProps) {
  const t = useTranslations('review.again');
  const reasons = useTranslations('review');
  const common = useTranslations('common');
  const [rejection, setRejection] = useState<RejectionReason>('AMBIGUOUS');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const { open, setOpen, problem, pending, run } = useDecideAgain();
  const hint = t('noteHint');
  const error = missing && note.trim() === '' ? t('reasonNeeded') : undefined;

  const send = (): void => {
    if (note.trim() === '') {
      setMissing(true);
      document.getElementById('reject-note')?.focus();
      return;
    }
    run(
      () =>
        rejectApprovedAction({
          project,
          pairId: pair.id,
          questionId: pair.questionId,
          rejection,
          note,
        }),
      reasons('done.REJECT', { number: pair.number }),
    );
  };

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost">
          {reasons('reject')}
        </Button>
      }
      title={t('rejectTitle', { number: pair.number })}
      description={t('rejectText')}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common('cancel')}</Button>
          </DialogClose>
          <Button variant="danger" loading={pending} onClick={send}>
            {reasons('reject')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field id="reject-reason" label={reasons('rejectWhy')}>
          <Select
            id="reject-reason"
            value={rejection}
            onChange={(event) => setRejection(event.target.value as RejectionReason)}
          >
            {REJECTION_REASONS.map((reason) => (
              <option key={reason} value={reason}>
                {reasons(`reason.${reason}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field id="reject-note" label={t('reason')} hint={hint} error={error}>
          <Textarea
            id="reject-note"
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            {...fieldAria({ id: 'reject-note', hint, error })}
          />
        </Field>
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
      </div>
    </Dialog>
  );
}
