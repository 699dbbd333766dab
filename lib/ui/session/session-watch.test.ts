import { describe, expect, it } from 'vitest';
import { createSessionWatch, untilSignedIn, type SessionPerson } from './session-watch';

const ANN: SessionPerson = { id: 'ann', name: 'Ann', email: 'ann@example.org' };
const BEN: SessionPerson = { id: 'ben', name: 'Ben', email: 'ben@example.org' };

/** A browser whose cookie is one variable, and a server that takes what its person sends. */
function browser() {
  let cookie: SessionPerson | null | Error = ANN;
  const stored: string[] = [];
  const watch = createSessionWatch(ANN.id, async () => {
    if (cookie instanceof Error) throw cookie;
    return cookie;
  });
  const save = (text: string) => async () => {
    if (cookie instanceof Error) throw cookie;
    if (cookie?.id !== ANN.id) return { ok: false, error: { code: 'unauthenticated' } };
    stored.push(text);
    return { ok: true };
  };
  const rest = () => new Promise((resolve) => setImmediate(resolve));
  return { watch, save, stored, rest, holds: (now: typeof cookie) => void (cookie = now) };
}

describe('what waits for a session', () => {
  it('is sent once, by itself, after the same person has signed in again', async () => {
    const { watch, save, stored, rest, holds } = browser();
    holds(null);
    const both = Promise.all([
      untilSignedIn(watch, save('one')),
      untilSignedIn(watch, save('two')),
    ]);
    await rest();
    expect([watch.get(), stored]).toEqual([{ kind: 'ended' }, []]);
    await watch.check();
    await rest();
    expect(stored).toEqual([]);
    holds(ANN);
    await watch.check();
    expect(await both).toEqual([{ ok: true }, { ok: true }]);
    expect([watch.get(), stored.sort()]).toEqual([{ kind: 'in' }, ['one', 'two']]);
  });

  it('is never sent while another account is signed in, and the page learns which', async () => {
    const { watch, save, stored, rest, holds } = browser();
    const told: string[] = [];
    watch.subscribe(() => told.push(watch.get().kind));
    holds(BEN);
    const sent = untilSignedIn(watch, save('mine'));
    await rest();
    expect(watch.get()).toEqual({ kind: 'other', person: BEN });
    await watch.check();
    expect(stored).toEqual([]);
    holds(ANN);
    await watch.check();
    await sent;
    expect(stored).toEqual(['mine']);
    expect([told[0], told.at(-1)]).toEqual(['other', 'in']);
  });

  it('goes on by itself where only the answer was late: the new session is there already', async () => {
    const { watch, save, stored } = browser();
    let late = true;
    const answer = await untilSignedIn(watch, async () => {
      if (!late) return save('mine')();
      late = false;
      return { ok: false, error: { code: 'unauthenticated' } };
    });
    expect([answer.ok, stored, watch.get().kind]).toEqual([true, ['mine'], 'in']);
  });

  it('stays while the server is not reached, and nothing but a refused session waits', async () => {
    const { watch, save, rest, holds } = browser();
    const forbidden = { ok: false, error: { code: 'forbidden' } };
    expect(await untilSignedIn(watch, async () => forbidden)).toBe(forbidden);
    expect(watch.get().kind).toBe('in');
    holds(null);
    const sent = untilSignedIn(watch, save('mine'));
    holds(new Error('down'));
    await rest();
    await watch.check();
    expect(watch.get().kind).toBe('ended');
    holds(ANN);
    await watch.check();
    expect((await sent).ok).toBe(true);
  });

  it('is given up, with the refusal, by a server that knows the person and refuses him for ever', async () => {
    const { watch } = browser();
    let sent = 0;
    const refusal = { ok: false, error: { code: 'unauthenticated' } };
    const answer = await untilSignedIn(watch, async () => {
      sent += 1;
      return refusal;
    });
    expect([answer, sent]).toEqual([refusal, 3]);
  });
});
