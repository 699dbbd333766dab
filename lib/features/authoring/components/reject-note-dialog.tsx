'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { NOTE_LENGTH, type RejectionReason } from '../schemas';

interface RejectNoteDialogProps {
  /** What was chosen; null while nothing is asked. */
  reason: RejectionReason | null;
  onClose: () => void;
  /** Gives what to tell the person, or null when it is done. */
  onReject: (reason: RejectionReason, note: string) => Promise<string | null>;
}

/** Asks for the sentence without which a pair that had been decided before is not rejected. */
export function RejectNoteDialog({ reason, onClose, onReject }: RejectNoteDialogProps) {
  const t = useTranslations('bench');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const hint = t('rejectNote.hint');
  const error = missing && note.trim() === '' ? t('rejectNote.needed') : undefined;

  const send = async (): Promise<void> => {
    if (reason === null) return;
    if (note.trim() === '') {
      setMissing(true);
      document.getElementById('reject-note')?.focus();
      return;
    }
    setPending(true);
    setProblem(await onReject(reason, note));
    setPending(false);
  };

  return (
    <Dialog
      open={reason !== null}
      onOpenChange={(open) => {
        if (open) return;
        setProblem(null);
        onClose();
      }}
      title={t('rejectNote.title')}
      description={t('rejectNote.text')}
      footer={
        <>
          <DialogCancel />
          <Button variant="danger" loading={pending} onClick={() => void send()}>
            {t('reject')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {reason !== null && (
          <p>
            {t('rejectWhy')} {t(`reason.${reason}`)}
          </p>
        )}
        <Field id="reject-note" label={t('rejectNote.why')} hint={hint} error={error}>
          <Textarea
            id="reject-note"
            rows={3}
            maxLength={NOTE_LENGTH}
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
