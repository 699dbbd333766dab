'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Dialog, DialogCancel } from '@/lib/ui/primitives/dialog';
import { useAct } from '@/lib/ui/session/use-act';
import { removeMemberAction } from '../actions';

interface RemoveMemberButtonProps {
  project: string;
  userId: string;
  name: string;
}

/** Asks first: a removed person comes back only by a new invitation. */
export function RemoveMemberButton({ project, userId, name }: RemoveMemberButtonProps) {
  const t = useTranslations('people');
  const common = useTranslations('common');
  const [pending, act] = useAct();
  return (
    <Dialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={t('removePerson', { name })}>
          {common('remove')}
        </Button>
      }
      title={t('removeTitle', { name })}
      description={t('removeText')}
      size="sm"
      footer={
        <>
          <DialogCancel />
          <Button
            variant="danger"
            loading={pending}
            onClick={() =>
              act((as) => removeMemberAction({ project, userId }, as), t('removed', { name }))
            }
          >
            {common('remove')}
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
