'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { useAct } from '@/lib/ui/session/use-act';
import { switchJoinLinkOffAction } from '../actions';

/** No question first: switching it on again costs two clicks, and a new address. */
export function SwitchJoinLinkOff(ids: { project: string; studyId: string }) {
  const t = useTranslations('studies.joinLink');
  const [pending, act] = useAct();
  return (
    <Button
      loading={pending}
      onClick={() => act((as) => switchJoinLinkOffAction(ids, as), t('offDone'))}
    >
      {t('switchOff')}
    </Button>
  );
}
