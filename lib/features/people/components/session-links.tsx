'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import type { SessionPerson } from '@/lib/ui/session/session-watch';
import type { WaysBack } from './session-gate';

const LINK = 'text-accent underline underline-offset-2';

/** The other ways out of an ended session: in a new tab, or by leaving the page. */
export function SessionLinks(props: {
  ways: WaysBack;
  /** Who is signed in instead. */
  other: SessionPerson | null;
  /** Where to come back to. */
  next: string;
  onGoOn: () => void;
}) {
  const { ways, other, next, onGoOn } = props;
  const t = useTranslations('auth.session');
  // Whoever is signed in is led past the page that signs in.
  const tab = other
    ? { href: '/sign-out', text: t('signOutTab') }
    : { href: '/sign-in', text: t(ways.password ? 'otherWay' : 'newTab') };
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1">
      {(ways.elsewhere || !(ways.password || ways.personalLink)) && (
        <a href={tab.href} target="_blank" rel="noreferrer" className={LINK}>
          {tab.text}
        </a>
      )}
      {other ? (
        <Button onClick={onGoOn}>{t('goOnAs', { name: other.name })}</Button>
      ) : (
        <a href={`/sign-in?next=${encodeURIComponent(next)}`} className={LINK}>
          {t('someoneElse')}
        </a>
      )}
    </p>
  );
}
