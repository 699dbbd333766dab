'use client';
import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { PERSON_HEADER } from '@/lib/domain/acting-as';
import { untilSignedIn, type SessionWatch } from './session-watch';

interface Held {
  personId: string;
  watch: SessionWatch;
}

const SessionContext = createContext<Held | null>(null);

export function SessionProvider({ held, children }: { held: Held; children: ReactNode }) {
  return <SessionContext value={held}>{children}</SessionContext>;
}

export interface Session {
  /** Whose page this is; given to actions as their second argument. */
  as: string | undefined;
  /** The same for requests that are no actions. */
  headers: Readonly<Record<string, string>>;
  /** Says that a call met the end of the session; resolves once the person is signed in again. */
  ended: () => Promise<void>;
  /** Sends, and where the session has ended sends the same again after it was renewed. */
  call: <T extends { ok: boolean; error?: { code: string } }>(send: () => Promise<T>) => Promise<T>;
}

/** The session as a page that saves needs it. The dialog that renews it is a feature of people. */
export function useSession(): Session {
  const held = useContext(SessionContext);
  return useMemo(
    () =>
      held
        ? {
            as: held.personId,
            headers: { [PERSON_HEADER]: held.personId },
            ended: () => held.watch.ended(),
            call: (send) => untilSignedIn(held.watch, send),
          }
        : NOBODY,
    [held],
  );
}

const NOBODY: Session = {
  as: undefined,
  headers: {},
  ended: () => new Promise(() => undefined),
  call: (send) => send(),
};
