'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { switchJoinLinkOffAction } from '../actions';
import { useAct } from './use-act';

/** No question first: switching it on again costs two clicks, and a new address. */
export function SwitchJoinLinkOff(ids: { project: string; studyId: string }) {
  const t = useTranslations('studies.joinLink');
  const [pending, act] = useAct();
  return (
    <Button loading={pending} onClick={() => act(() => switchJoinLinkOffAction(ids), t('offDone'))}>
      {t('switchOff')}
    </Button>
  );
}
