import { expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { hashPassword, verifyPassword } from '@/lib/infra/passwords';
import { readSessionUser } from '@/lib/server/session-person';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { makeCtx, makeUser, systemActor, TestClock, userActor } from '@/lib/testing/factories';
import { changePassword } from './change-password';
import { resetPassword } from './reset-password';
import { signInWithPassword } from './sign-in-with-password';
import { PER_ACCOUNT, PER_ADDRESS, WINDOW_MINUTES } from './throttle';

const RIGHT = 'correct horse battery';

async function refusal(promise: Promise<unknown>): Promise<string | undefined> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return undefined;
  if (!(error instanceof AppError)) throw error;
  return error.key;
}

describeOnEachDatabase('signing in', (database) => {
  async function person() {
    const user = await makeUser(database().db);
    const passwordHash = await hashPassword(RIGHT);
    await database().db.user.update({ where: { id: user.id }, data: { passwordHash } });
    return user;
  }

  it('lets the right password in and says the same of a wrong one, an unknown address and a disabled person', async () => {
    const ctx = makeCtx(database().db);
    const user = await person();
    const attempt = (email: string, password: string) =>
      refusal(signInWithPassword(ctx, { email, password, address: null }));
    expect(await attempt(user.email.toUpperCase(), RIGHT)).toBeUndefined();
    expect(await attempt(user.email, 'wrong')).toBe('signInRefused');
    expect(await attempt('nobody@example.org', 'wrong')).toBe('signInRefused');
    await ctx.db.user.update({ where: { id: user.id }, data: { disabledAt: new Date(0) } });
    expect(await attempt(user.email, RIGHT)).toBe('signInRefused');
  });

  it('does the work of a verification for an unknown address too', async () => {
    const hash = await hashPassword(RIGHT);
    await verifyPassword(null, 'warm the decoy up');
    const time = async (stored: string | null) => {
      const start = performance.now();
      for (let i = 0; i < 8; i++) await verifyPassword(stored, 'wrong');
      return performance.now() - start;
    };
    const [unknown, known] = [await time(null), await time(hash)];
    // Without the decoy it would take microseconds; a busy machine may halve or double a measurement.
    expect(unknown).toBeGreaterThan(known / 4);
  });

  it('stops parallel guesses at the limit of the account, then opens again after the window', async () => {
    const clock = new TestClock();
    const ctx = makeCtx(database().db, systemActor, clock);
    const user = await person();
    const guess = (password: string) =>
      refusal(signInWithPassword(ctx, { email: user.email, password, address: null }));
    const keys = await Promise.all(Array.from({ length: 25 }, () => guess('wrong')));
    expect(keys.filter((key) => key === 'signInRefused')).toHaveLength(PER_ACCOUNT);
    expect(keys.filter((key) => key === 'signInThrottled')).toHaveLength(25 - PER_ACCOUNT);
    expect(await guess(RIGHT)).toBe('signInThrottled');
    clock.advance(WINDOW_MINUTES * 60_000);
    expect(await guess(RIGHT)).toBeUndefined();
  });

  it('throttles an account that does not exist just as one that does', async () => {
    const ctx = makeCtx(database().db);
    const keys: (string | undefined)[] = [];
    for (let i = 0; i <= PER_ACCOUNT; i++) {
      keys.push(
        await refusal(
          signInWithPassword(ctx, { email: 'ghost@example.org', password: 'x', address: null }),
        ),
      );
    }
    expect(keys.at(-1)).toBe('signInThrottled');
  });

  it('throttles an address over many accounts and does not count successes', async () => {
    const ctx = makeCtx(database().db);
    const user = await person();
    const address = '192.0.2.7';
    const ok = () => signInWithPassword(ctx, { email: user.email, password: RIGHT, address });
    for (let i = 0; i < 5; i++) await ok();
    for (let i = 0; i < PER_ADDRESS; i++) {
      const email = `spray${i}@example.org`;
      expect(await refusal(signInWithPassword(ctx, { email, password: 'x', address }))).toBe(
        'signInRefused',
      );
    }
    expect(await refusal(ok())).toBe('signInThrottled');
    expect(await ctx.db.signInThrottle.findMany({ where: { key: { contains: address } } })).toEqual(
      [],
    );
  });

  it('ends all sessions of a person when the password is changed or reset', async () => {
    const { db } = database();
    const ctx = makeCtx(db);
    const user = await person();
    const session = await signInWithPassword(ctx, {
      email: user.email,
      password: RIGHT,
      address: null,
    });
    expect(await readSessionUser(db, session)).toMatchObject({ id: user.id, email: user.email });
    const own = { ...ctx, actor: userActor(user, null, null) };
    const renewed = await changePassword(own, { current: RIGHT, next: 'another fine phrase' });
    expect(await readSessionUser(db, session)).toBeNull();
    expect(await readSessionUser(db, renewed)).not.toBeNull();
    const { generatedPassword } = await resetPassword(ctx, { email: user.email });
    expect(await readSessionUser(db, renewed)).toBeNull();
    const again = { email: user.email, password: generatedPassword ?? '', address: null };
    expect(await readSessionUser(db, await signInWithPassword(ctx, again))).not.toBeNull();
  });

  it('changes no password without the current one', async () => {
    const user = await person();
    const own = makeCtx(database().db, userActor(user, null, null));
    const change = changePassword(own, { current: 'wrong', next: 'another fine phrase' });
    expect(await refusal(change)).toBe('currentPasswordWrong');
  });
});
