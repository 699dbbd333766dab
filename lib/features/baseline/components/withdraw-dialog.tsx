'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Dialog, DialogClose } from '@/lib/ui/primitives/dialog';
import { toast } from '@/lib/ui/primitives/toast';
import { withdrawFromStudyAction } from '../actions';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';

/** Asks first: deleted answers cannot be brought back. */
export function WithdrawDialog({ studyRaterId }: { studyRaterId: string }) {
  const t = useTranslations('rating.leave');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();

  const withdraw = () =>
    startTransition(async () => {
      const result = await answered(withdrawFromStudyAction({ studyRaterId }, as));
      if (!result.ok) return toast({ title: failureText(result.error), tone: 'danger' });
      setOpen(false);
      router.refresh();
    });

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="ghost">{t('menu')}</Button>}
      title={t('title')}
      description={t('text')}
      size="sm"
      footer={
        <>
          <DialogClose asChild>
            <Button>{t('cancel')}</Button>
          </DialogClose>
          <Button variant="danger" loading={pending} onClick={withdraw}>
            {t('confirm')}
          </Button>
        </>
      }
    />
  );
}
