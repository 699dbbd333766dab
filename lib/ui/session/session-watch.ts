/**
 * What a page knows of its session: whether its person is signed in still, and who waits until he is
 * again. Plain code without React, so that its promises can be tested.
 */
export interface SessionPerson {
  id: string;
  name: string;
  email: string;
}

export type SessionState =
  | { kind: 'in' }
  | { kind: 'ended' }
  /** Another account has signed in in this browser. */
  | { kind: 'other'; person: SessionPerson };

export interface SessionWatch {
  get: () => SessionState;
  subscribe: (onChange: () => void) => () => void;
  /** A call was refused for want of a session. Resolves once the page's person is signed in again. */
  ended: () => Promise<void>;
  /** Asks the server who is signed in, and lets those go on who wait where it is the page's person. */
  check: () => Promise<void>;
}

const IN: SessionState = { kind: 'in' };

/** `ask` gives who is signed in, null for nobody, and throws when the server is not reached. */
export function createSessionWatch(
  personId: string,
  ask: () => Promise<SessionPerson | null>,
): SessionWatch {
  let state = IN;
  let asking: Promise<void> | null = null;
  let waiting: (() => void)[] = [];
  const listeners = new Set<() => void>();

  const set = (next: SessionState): void => {
    if (next.kind !== 'other' && next.kind === state.kind) return;
    state = next;
    for (const listener of listeners) listener();
  };

  async function look(): Promise<void> {
    let now: SessionPerson | null;
    try {
      now = await ask();
    } catch {
      // Nobody knows. What was refused waits all the same, and somebody asks again.
      if (state.kind === 'in' && waiting.length > 0) set({ kind: 'ended' });
      return;
    }
    if (now === null) return set({ kind: 'ended' });
    if (now.id !== personId) return set({ kind: 'other', person: now });
    const free = waiting;
    waiting = [];
    set(IN);
    for (const go of free) go();
  }

  const check = (): Promise<void> => {
    asking ??= look().finally(() => {
      asking = null;
    });
    return asking;
  };

  return {
    get: () => state,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    ended: () => {
      const back = new Promise<void>((resolve) => waiting.push(resolve));
      void check();
      return back;
    },
    check,
  };
}

interface Answer {
  ok: boolean;
  error?: { code: string };
}

/** So often a call is sent again after a new session; more would mean that the sessions are not at fault. */
const MOST_TRIES = 3;

/** Sends, and where the session has ended sends the same again once its person has signed in. */
export async function untilSignedIn<T extends Answer>(
  watch: SessionWatch,
  send: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const answer = await send();
    if (answer.ok || answer.error?.code !== 'unauthenticated' || tries === MOST_TRIES)
      return answer;
    await watch.ended();
  }
}
