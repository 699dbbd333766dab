'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { useAct } from '@/lib/ui/session/use-act';
import { revokeInvitationAction } from '../actions';

/** No question first: a new invitation costs two clicks. */
export function RevokeButton(ids: { project: string; invitationId: string }) {
  const t = useTranslations('people');
  const [pending, act] = useAct();
  return (
    <Button
      variant="ghost"
      size="sm"
      loading={pending}
      onClick={() => act((as) => revokeInvitationAction(ids, as), t('revoked'))}
    >
      {t('revoke')}
    </Button>
  );
}
