'use client';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Menu, MenuItem, MenuLabel } from '@/lib/ui/primitives/menu';
import { toast } from '@/lib/ui/primitives/toast';
import { useSession } from '@/lib/ui/session/use-session';
import { rejectPairAction } from '../actions';
import { RejectNoteDialog } from './reject-note-dialog';
import { REJECTION_REASONS, type RejectionReason } from '../schemas';

/**
 * Rejects at once, without asking back: the toast offers to undo. Only a pair that had been decided
 * before asks for a sentence first.
 */
export function RejectMenu(props: {
  project: string;
  pairId: string;
  disabled: boolean;
  needsNote: boolean;
  /** Saves what was typed last: it comes back with an undo. */
  flush: () => Promise<unknown>;
  onRejected: () => void;
}) {
  const { project, pairId, disabled, needsNote, flush, onRejected } = props;
  const t = useTranslations('bench');
  const failureText = useFailureText();
  const { as, call } = useSession();
  const [asking, setAsking] = useState<RejectionReason | null>(null);
  const running = useRef(false);
  /** Null when it is done or on its way already, else what to tell the person. */
  const reject = async (reason: RejectionReason, note = ''): Promise<string | null> => {
    if (running.current) return null;
    running.current = true;
    try {
      const result = await call(async () => {
        await flush();
        return rejectPairAction({ project, pairId, reason, note }, as);
      });
      if (!result.ok) return failureText(result.error);
      onRejected();
      return null;
    } catch {
      return t('unreachable');
    } finally {
      running.current = false;
    }
  };
  const choose = async (reason: RejectionReason): Promise<void> => {
    if (needsNote) return setAsking(reason);
    const problem = await reject(reason);
    if (problem !== null) toast({ title: problem, tone: 'danger' });
  };
  return (
    <>
      <Menu
        label={t('reject')}
        trigger={
          <Button size="sm" variant="ghost" disabled={disabled}>
            {t('reject')}
          </Button>
        }
      >
        <MenuLabel>{t('rejectWhy')}</MenuLabel>
        {REJECTION_REASONS.map((reason) => (
          <MenuItem key={reason} onSelect={() => void choose(reason)}>
            {t(`reason.${reason}`)}
          </MenuItem>
        ))}
      </Menu>
      <RejectNoteDialog reason={asking} onClose={() => setAsking(null)} onReject={reject} />
    </>
  );
}
