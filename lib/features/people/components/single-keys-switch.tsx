'use client';
import { useTranslations } from 'next-intl';
import { Switch } from '@/lib/ui/primitives/switch';
import { useAct } from '@/lib/ui/session/use-act';
import { setSingleKeysAction } from '../actions';

/** For who dictates, or presses keys without meaning to: no single key does anything any more. */
export function SingleKeysSwitch({ on }: { on: boolean }) {
  const t = useTranslations('common.singleKeys');
  const [pending, act] = useAct();
  return (
    <Switch
      id="single-keys"
      label={t('label')}
      hint={t('hint')}
      checked={on}
      disabled={pending}
      onCheckedChange={(next) =>
        act((as) => setSingleKeysAction({ on: next }, as), t(next ? 'nowOn' : 'nowOff'))
      }
    />
  );
}
