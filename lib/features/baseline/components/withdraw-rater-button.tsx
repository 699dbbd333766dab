'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { withdrawRaterAction } from '../actions';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';

interface WithdrawRaterButtonProps {
  project: string;
  studyId: string;
  studyRaterId: string;
  label: string;
}

/** Deletes a rater's answers at the rater's own request. */
export function WithdrawRaterButton({ label, ...ids }: WithdrawRaterButtonProps) {
  const t = useTranslations('studies.raters');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();

  const withdraw = () =>
    startTransition(async () => {
      const result = await answered(withdrawRaterAction(ids, as));
      if (!result.ok) return toast({ title: failureText(result.error), tone: 'danger' });
      toast({ title: t('withdrawn', { count: result.data.answersDeleted }), tone: 'ok' });
      setOpen(false);
      router.refresh();
    });

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="ghost" size="sm">
          {t('withdraw')}
        </Button>
      }
      title={t('withdrawTitle', { label })}
      description={t('withdrawText')}
      size="sm"
      footer={
        <>
          <DialogCancel />
          <Button variant="danger" loading={pending} onClick={withdraw}>
            {t('withdraw')}
          </Button>
        </>
      }
    />
  );
}
