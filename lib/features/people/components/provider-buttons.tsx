'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { signInByProvider } from '@/lib/server/session-client';
import { Button } from '@/lib/ui/primitives/button';
import { carryInvitationAction } from '../actions';

interface ProviderButtonsProps {
  providers: { id: string; name: string }[];
  next: string;
  /** Lets a new person in on the way back. */
  invitationToken?: string;
}

/** Ways in other than the password; renders nothing where none is configured. */
export function ProviderButtons({ providers, next, invitationToken }: ProviderButtonsProps) {
  const t = useTranslations('auth');
  const [busy, setBusy] = useState<string | null>(null);
  if (providers.length === 0) return null;

  const go = async (id: string) => {
    setBusy(id);
    if (invitationToken) await carryInvitationAction(invitationToken);
    await signInByProvider(id, next);
  };

  return (
    <div className="mt-6 grid gap-2 border-t border-line pt-6">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          className="w-full"
          loading={busy === id}
          disabled={busy !== null}
          onClick={() => void go(id)}
        >
          {t('continueWith', { provider: name })}
        </Button>
      ))}
    </div>
  );
}
