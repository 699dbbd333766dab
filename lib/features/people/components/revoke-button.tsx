'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { revokeInvitationAction } from '../actions';
import { useAct } from './use-act';

/** No question first: a new invitation costs two clicks. */
export function RevokeButton(ids: { project: string; invitationId: string }) {
  const t = useTranslations('people');
  const [pending, act] = useAct();
  return (
    <Button
      variant="ghost"
      size="sm"
      loading={pending}
      onClick={() => act(() => revokeInvitationAction(ids), t('revoked'))}
    >
      {t('revoke')}
    </Button>
  );
}
