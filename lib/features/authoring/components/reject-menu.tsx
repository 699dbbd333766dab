'use client';
import { useTranslations } from 'next-intl';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Menu, MenuItem, MenuLabel } from '@/lib/ui/primitives/menu';
import { toast } from '@/lib/ui/primitives/toast';
import { rejectPairAction } from '../actions';
import { REJECTION_REASONS, type RejectionReason } from '../schemas';

/** Rejects at once, without asking back: the toast offers to undo. */
export function RejectMenu(props: {
  project: string;
  pairId: string;
  disabled: boolean;
  /** Saves what was typed last: it comes back with an undo. */
  flush: () => Promise<unknown>;
  onRejected: () => void;
}) {
  const { project, pairId, disabled, flush, onRejected } = props;
  const t = useTranslations('bench');
  const failureText = useFailureText();
  const reject = async (reason: RejectionReason): Promise<void> => {
    try {
      await flush();
      const result = await rejectPairAction({ project, pairId, reason });
      if (result.ok) onRejected();
      else toast({ title: failureText(result.error), tone: 'danger' });
    } catch {
      toast({ title: t('unreachable'), tone: 'danger' });
    }
  };
  return (
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
        <MenuItem key={reason} onSelect={() => void reject(reason)}>
          {t(`reason.${reason}`)}
        </MenuItem>
      ))}
    </Menu>
  );
}
