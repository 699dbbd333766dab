'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Dialog, DialogClose } from '@/lib/ui/primitives/dialog';
import { forgetParticipantsAction } from '../actions';
import { useAct } from './use-act';

/** Asks first: deleted ids cannot be brought back, and whoever is not paid yet cannot be found by them. */
export function ForgetParticipants({
  count,
  ...ids
}: {
  project: string;
  studyId: string;
  count: number;
}) {
  const t = useTranslations('studies.joinLink');
  const common = useTranslations('common');
  const [open, setOpen] = useState(false);
  const [pending, act] = useAct();
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t('forget', { count })}</Button>}
      title={t('forgetTitle', { count })}
      description={t('forgetText')}
      size="sm"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common('cancel')}</Button>
          </DialogClose>
          <Button
            variant="danger"
            loading={pending}
            onClick={() => {
              act(() => forgetParticipantsAction(ids), t('forgotten'));
              setOpen(false);
            }}
          >
            {t('forgetConfirm')}
          </Button>
        </>
      }
    />
  );
}
