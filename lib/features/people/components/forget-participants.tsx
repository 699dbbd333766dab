'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { useAct } from '@/lib/ui/session/use-act';
import { forgetParticipantsAction } from '../actions';

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
          <DialogCancel />
          <Button
            variant="danger"
            loading={pending}
            onClick={() => {
              act((as) => forgetParticipantsAction(ids, as), t('forgotten'));
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
