'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Select } from '@/lib/ui/primitives/select';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { useSession } from '@/lib/ui/session/use-session';
import { rejectApprovedAction, reopenPairAction } from '../actions';
import { REJECTION_REASONS, type RejectionReason } from '../schemas';
import { useDecideAgain } from './use-decide-again';

interface DecideAgainDialogProps {
  project: string;
  pair: { id: string; number: number; questionId: string | null };
  /** To send the pair back to its author, or to drop it although it had been approved. */
  decision?: 'reopen' | 'reject';
  /** What the author should read, as the place that offers this knows it. */
  suggestion?: string;
}

/** Takes a decision back. Scores may have been seen, so the sentence that says why is not optional. */
export function DecideAgainDialog(props: DecideAgainDialogProps) {
  const { project, pair, decision = 'reopen', suggestion = '' } = props;
  const t = useTranslations('review.again');
  const { as } = useSession();
  const [rejection, setRejection] = useState<RejectionReason>('AMBIGUOUS');
  const [why, setWhy] = useState(suggestion);
  const [missing, setMissing] = useState(false);
  const { open, setOpen, problem, pending, run } = useDecideAgain();
  const id = `${decision}-${pair.number}`;
  const hint = t(`${decision}.hint`);
  const error = missing && why.trim() === '' ? t('reasonNeeded') : undefined;
  const withoutQuestion = decision === 'reopen' && pair.questionId === null;

  const send = (): void => {
    if (why.trim() === '') {
      setMissing(true);
      document.getElementById(id)?.focus();
      return;
    }
    const meant = { project, pairId: pair.id, questionId: pair.questionId };
    run(
      () =>
        decision === 'reopen'
          ? reopenPairAction({ ...meant, reason: why }, as)
          : rejectApprovedAction({ ...meant, rejection, note: why }, as),
      t(`${decision}.done`, { number: pair.number }),
    );
  };

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant={decision === 'reopen' ? 'secondary' : 'ghost'}>
          {t(`${decision}.do`)}
        </Button>
      }
      title={t(`${decision}.title`, { number: pair.number })}
      description={t(withoutQuestion ? 'reopen.textNoQuestion' : `${decision}.text`)}
      footer={
        <>
          <DialogCancel />
          <Button
            variant={decision === 'reopen' ? 'primary' : 'danger'}
            loading={pending}
            onClick={send}
          >
            {t(`${decision}.do`)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {decision === 'reject' && <RejectionSelect value={rejection} onChange={setRejection} />}
        <Field id={id} label={t('reason')} hint={hint} error={error}>
          <Textarea
            id={id}
            rows={4}
            maxLength={2000}
            value={why}
            onChange={(event) => setWhy(event.target.value)}
            {...fieldAria({ id, hint, error })}
          />
        </Field>
        {problem !== null && <Callout tone="danger">{problem}</Callout>}
      </div>
    </Dialog>
  );
}

function RejectionSelect(props: {
  value: RejectionReason;
  onChange: (value: RejectionReason) => void;
}) {
  const t = useTranslations('review');
  return (
    <Field id="reject-reason" label={t('rejectWhy')}>
      <Select
        id="reject-reason"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value as RejectionReason)}
      >
        {REJECTION_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {t(`reason.${reason}`)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
