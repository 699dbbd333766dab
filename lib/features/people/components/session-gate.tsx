'use client';

import {
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { usePathname } from 'next/navigation';
import { dismissFailures } from '@/lib/ui/primitives/toast-store';
import { createSessionWatch, type SessionPerson } from '@/lib/ui/session/session-watch';
import { SessionProvider } from '@/lib/ui/session/use-session';
import { SessionBar } from './session-bar';
import { SessionDialog } from './session-dialog';
import { useQuietKeys } from './use-quiet-keys';

export interface WaysBack {
  password: boolean;
  /** Whoever came into a study without an account: the link that he was given then. */
  personalLink: boolean;
  /** Mailed links or linked providers: they need a page of their own. */
  elsewhere: boolean;
}

/** Signing in in another tab is not told to this one. */
const LOOK_EVERY_MS = 5000;

async function askWho(): Promise<SessionPerson | null> {
  const response = await fetch('/api/me', { cache: 'no-store' });
  if (response.status === 401) return null;
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()) as SessionPerson;
}

/** Once, around all pages: where the session of the page's person ends, it is renewed here, in place. */
export function SessionGate(props: { person: SessionPerson; ways: WaysBack; children: ReactNode }) {
  const { ways, children } = props;
  // Whoever opened the page; its address read anew may name another account, its texts are still his.
  const [{ person, watch, held }] = useState(() => {
    const made = createSessionWatch(props.person.id, askWho);
    return {
      person: props.person,
      watch: made,
      held: { personId: props.person.id, watch: made },
    };
  });
  const state = useSyncExternalStore(watch.subscribe, watch.get, watch.get);
  // Whoever has signed out, or is signing in, has what he wants.
  const leaving = usePathname().startsWith('/sign-');
  const troubled = state.kind !== 'in' && !leaving;
  const quiet = useQuietKeys(troubled);
  const [closed, setClosed] = useState<typeof state.kind | null>(null);
  // Another kind of trouble is told anew.
  const dismissed = closed === state.kind;
  const worked = useRef<Element | null>(null);
  const open = troubled && quiet && !dismissed;

  useEffect(() => {
    if (!troubled) return;
    worked.current = document.activeElement;
    const look = (): void => void watch.check();
    const timer = setInterval(look, LOOK_EVERY_MS);
    window.addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      window.removeEventListener('focus', look);
      setClosed(null);
    };
  }, [troubled, watch]);

  // What was just refused says the same, and would lie over the head of the dialog.
  useEffect(() => {
    if (open) dismissFailures();
  }, [open]);

  const returnTo = useCallback(() => worked.current, []);
  return (
    <SessionProvider held={held}>
      {state.kind !== 'in' && troubled && dismissed && (
        <SessionBar
          state={state}
          person={person}
          onOpen={() => setClosed(null)}
          onFocusFrom={(from) => {
            worked.current = from ?? worked.current;
          }}
        />
      )}
      {children}
      <SessionDialog
        open={open}
        state={state}
        person={person}
        ways={ways}
        onSignedIn={async () => {
          await watch.check();
          // That may have been a question that was asked before.
          if (watch.get().kind !== 'in') await watch.check();
        }}
        returnTo={returnTo}
        onClose={() => setClosed(watch.get().kind)}
      />
    </SessionProvider>
  );
}
