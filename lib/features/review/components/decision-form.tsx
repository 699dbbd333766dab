'use client';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { KeyOf } from '@/lib/ui/keyboard/own-keys';
import { useShortcuts } from '@/lib/ui/keyboard/use-shortcuts';
import { Button } from '@/lib/ui/primitives/button';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Menu, MenuItem, MenuLabel } from '@/lib/ui/primitives/menu';
import { Textarea } from '@/lib/ui/primitives/textarea';
import { toast } from '@/lib/ui/primitives/toast';
import { useKeptWords } from '@/lib/ui/session/use-kept-words';
import { useSession } from '@/lib/ui/session/use-session';
import { decideReviewAction } from '../actions';
import type { ReviewItem } from '../load-review-item';
import { REJECTION_REASONS, type Decision } from '../schemas';
import { NO_COMMENT, commentShape } from './comment-shape';
import { FieldSelect } from './field-select';

/**
 * Approve, ask for changes or reject, below what is decided on: where the two scroll beside the images,
 * the buttons stay in sight. A decision that gets no answer can simply be sent again.
 */
export function DecisionForm(props: {
  project: string;
  item: ReviewItem;
  /** The reviewer's own answers differ from the key. */
  mustComment: boolean;
  disabled: boolean;
  onNext: () => void;
  onUndo: (ref: { pairId: string; questionId: string }) => Promise<void>;
  onLeave: () => void;
  /** What is decided on. */
  children: ReactNode;
}) {
  const { project, item, mustComment, disabled, onNext, onUndo, onLeave, children } = props;
  const t = useTranslations('review');
  const failureText = useFailureText();
  const { as, call } = useSession();
  const kept = useKeptWords(`review:${item.questionId}`, item.said, NO_COMMENT, commentShape);
  const { comment, field } = kept.words;
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [rejecting, setRejecting] = useState(false);

  const decide = async (decision: Decision, next = true): Promise<void> => {
    if (busy || disabled) return;
    const needed =
      decision.verdict === 'REQUEST_CHANGES' || (decision.verdict === 'APPROVE' && mustComment);
    if (needed && comment.trim() === '') {
      setMissing(true);
      document.getElementById('comment')?.focus();
      return;
    }
    setBusy(true);
    try {
      const { pairId, questionId } = item;
      const full = field ? { ...decision, field } : decision;
      const result = await call(() =>
        decideReviewAction({ project, pairId, questionId, decision: full }, as),
      );
      if (result.ok) {
        const { number } = item;
        const { status } = result.data;
        const done =
          status === 'IN_REVIEW' || status === 'IN_ADJUDICATION' ? status : decision.verdict;
        kept.sent();
        // The list on the review's first page offers the same for ten minutes.
        const undo = { undo: () => onUndo({ pairId, questionId }) };
        toast({
          title: t(`done.${done}`, { number }),
          tone: 'ok',
          ...(result.data.undoable ? undo : {}),
        });
        if (next) onNext();
        else onLeave();
      } else toast({ title: failureText(result.error), tone: 'danger' });
    } catch {
      toast({ title: t('decideUnreachable'), tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  const approve = (): void => void decide({ verdict: 'APPROVE', comment });
  const askChanges = (): void => void decide({ verdict: 'REQUEST_CHANGES', comment });
  useShortcuts({ a: approve, r: askChanges, x: () => setRejecting(true) });

  const error = missing && comment.trim() === '' ? t('commentNeeded') : undefined;
  const hint = t(mustComment ? 'commentHintDisagree' : 'commentHint');
  return (
    <form
      className="flex min-h-0 flex-col border-t border-line lg:w-96 lg:border-t-0 lg:border-l"
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="flex min-h-0 flex-1 flex-col gap-4 p-4 lg:overflow-y-auto">
        {children}
        <Field id="comment" label={t('comment')} hint={hint} error={error}>
          <Textarea
            id="comment"
            rows={3}
            maxLength={2000}
            value={comment}
            readOnly={busy}
            onChange={(event) => kept.change({ comment: event.target.value, field })}
            {...fieldAria({ id: 'comment', hint, error })}
          />
        </Field>
        {kept.restored && <p className="text-sm text-ink-2">{t('commentRestored')}</p>}
        {comment.trim() !== '' && (
          <FieldSelect
            id="about"
            value={field ?? undefined}
            onChange={(next) => kept.change({ comment, field: next ?? null })}
          />
        )}
        {disabled && comment.trim() !== '' && (
          <div>
            <CopyButton text={comment} label={t('copyComment')} />
          </div>
        )}
      </div>
      <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
        <Button variant="primary" loading={busy} disabled={disabled} onClick={approve}>
          {t('approveNext')} <KeyOf>A</KeyOf>
        </Button>
        <div className="grid grid-cols-2 gap-2">
          <Button disabled={disabled || busy} onClick={askChanges}>
            {t('askChanges')} <KeyOf>R</KeyOf>
          </Button>
          <Menu
            label={t('reject')}
            open={rejecting}
            onOpenChange={setRejecting}
            trigger={
              <Button disabled={disabled || busy}>
                {t('reject')} <KeyOf>X</KeyOf>
              </Button>
            }
          >
            <MenuLabel>{t('rejectWhy')}</MenuLabel>
            {REJECTION_REASONS.map((reason) => (
              <MenuItem
                key={reason}
                onSelect={() => void decide({ verdict: 'REJECT', comment, reason })}
              >
                {t(`reason.${reason}`)}
              </MenuItem>
            ))}
          </Menu>
        </div>
        <Button
          variant="ghost"
          size="sm"
          className="-ml-2 self-start"
          disabled={disabled || busy}
          onClick={() => void decide({ verdict: 'APPROVE', comment }, false)}
        >
          {t('approveLeave')}
        </Button>
      </div>
    </form>
  );
}
