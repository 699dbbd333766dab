'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { useAct, type Run } from '@/lib/ui/session/use-act';
import { archiveProjectAction, disableUserAction, enableUserAction } from '../actions';

interface ArchiveButtonProps {
  projectId: string;
  name: string;
  archived: boolean;
}

export function ArchiveButton({ projectId, name, archived }: ArchiveButtonProps) {
  const t = useTranslations('admin');
  const [pending, act] = useAct();
  const set =
    (value: boolean): Run =>
    (as) =>
      archiveProjectAction({ projectId, archived: value }, as);
  return (
    <Button
      variant="ghost"
      size="sm"
      loading={pending}
      aria-label={`${archived ? t('restore') : t('archive')}: ${name}`}
      onClick={() =>
        act(
          set(!archived),
          archived ? t('restored', { name }) : t('archivedDone', { name }),
          set(archived),
        )
      }
    >
      {archived ? t('restore') : t('archive')}
    </Button>
  );
}

interface DisableButtonProps {
  userId: string;
  name: string;
  disabled: boolean;
}

export function DisableButton({ userId, name, disabled }: DisableButtonProps) {
  const t = useTranslations('admin');
  const [pending, act] = useAct();
  const disable: Run = (as) => disableUserAction({ userId }, as);
  const enable: Run = (as) => enableUserAction({ userId }, as);
  return (
    <Button
      variant="ghost"
      size="sm"
      loading={pending}
      aria-label={`${disabled ? t('enable') : t('disable')}: ${name}`}
      onClick={() =>
        disabled
          ? act(enable, t('enabledDone', { name }), disable)
          : act(disable, t('disabledDone', { name }), enable)
      }
    >
      {disabled ? t('enable') : t('disable')}
    </Button>
  );
}
