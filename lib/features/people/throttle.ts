/**
 * Sign-in throttling by account and by address. An attempt is counted before the password is looked
 * at, in one atomic statement, so that parallel guesses cannot slip past the limit together; a
 * success takes its count back.
 */
import { createHash } from 'node:crypto';
import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';

export const WINDOW_MINUTES = 15;
/** Ten guesses a quarter of an hour is far from any password that passes the rules, and enough for a human's bad day. */
export const PER_ACCOUNT = 10;
/** A lab shares one address; fifty failures there are still a person or a script gone wrong. */
export const PER_ADDRESS = 50;
/** A full lecture hall may join from one address; more in a quarter of an hour is a script. */
export const JOINS_PER_ADDRESS = 250;
/** Where addresses are not known, what a script could do to one study is bounded all the same. */
export const JOINS_PER_STUDY = 600;

/** What an attempt counts against. `address` is null where the caller's address is not known. */
export interface Attempt {
  /** E-mail address as typed, lower-cased; counted whether or not an account has it. */
  account: string;
  address: string | null;
}

type Store = Pick<Ctx, 'db' | 'clock'>;

/** Stored hashed: the table names nobody. */
const keyOf = (kind: string, value: string): string =>
  `${kind}:${createHash('sha256').update(value).digest('hex')}`;

function keysOf({ account, address }: Attempt): { key: string; limit: number }[] {
  const keys = [{ key: keyOf('account', account), limit: PER_ACCOUNT }];
  if (address !== null) keys.push({ key: keyOf('address', address), limit: PER_ADDRESS });
  return keys;
}

/** Counts the attempt. Throws 'too-many-requests' that says when to try again. */
export async function countAttempt(ctx: Store, attempt: Attempt): Promise<void> {
  const now = ctx.clock.now();
  for (const { key, limit } of keysOf(attempt)) {
    const { failures, windowStart } = await countUp(ctx, key, now);
    if (failures > limit) throw throttled(windowStart, now);
  }
}

/** Counts an attempt to come in by an open or a personal link. Throws 'too-many-requests'. */
export async function countJoin(
  ctx: Store,
  { address, studyId }: { address: string | null; studyId?: string },
): Promise<void> {
  const now = ctx.clock.now();
  const keys = [
    ...(address === null
      ? []
      : [{ key: keyOf('join-address', address), limit: JOINS_PER_ADDRESS }]),
    ...(studyId === undefined
      ? []
      : [{ key: keyOf('join-study', studyId), limit: JOINS_PER_STUDY }]),
  ];
  for (const { key, limit } of keys) {
    const { failures, windowStart } = await countUp(ctx, key, now);
    if (failures > limit) throw joinThrottled(minutesLeft(windowStart, now));
  }
}

/** Takes a counted attempt back after a success: the account starts afresh, the address loses one. */
export async function forgetAttempt(ctx: Store, attempt: Attempt): Promise<void> {
  await ctx.db.signInThrottle.deleteMany({
    where: {
      OR: [
        { key: keyOf('account', attempt.account) },
        { windowStart: { lte: windowOpenedBefore(ctx.clock.now()) } },
      ],
    },
  });
  if (attempt.address !== null) {
    await ctx.db.signInThrottle.updateMany({
      where: { key: keyOf('address', attempt.address), failures: { gt: 0 } },
      data: { failures: { decrement: 1 } },
    });
  }
}

const windowOpenedBefore = (now: Date): Date => new Date(now.getTime() - WINDOW_MINUTES * 60_000);

async function countUp(ctx: Store, key: string, now: Date) {
  const old = windowOpenedBefore(now);
  const rows = await ctx.db.$queryRaw<{ failures: number; windowStart: Date }[]>`
    INSERT INTO "SignInThrottle" AS t ("key", "failures", "windowStart") VALUES (${key}, 1, ${now})
    ON CONFLICT ("key") DO UPDATE SET
      "failures" = CASE WHEN t."windowStart" <= ${old} THEN 1 ELSE t."failures" + 1 END,
      "windowStart" = CASE WHEN t."windowStart" <= ${old} THEN ${now} ELSE t."windowStart" END
    RETURNING "failures", "windowStart"`;
  const row = rows[0];
  if (!row) throw new Error('The throttle returned no row.');
  return row;
}

function minutesLeft(windowStart: Date, now: Date): number {
  const leftMs = windowStart.getTime() + WINDOW_MINUTES * 60_000 - now.getTime();
  return Math.max(1, Math.ceil(leftMs / 60_000));
}

function throttled(windowStart: Date, now: Date): AppError {
  const minutes = minutesLeft(windowStart, now);
  return new AppError(
    'too-many-requests',
    `There were too many attempts to sign in. Try again in ${minutes} min, or ask an administrator to reset the password.`,
    { key: 'signInThrottled', params: { minutes } },
  );
}

const joinThrottled = (minutes: number): AppError =>
  new AppError(
    'too-many-requests',
    `Many people have come in from here just now. Try again in ${minutes} min.`,
    { key: 'joinThrottled', params: { minutes } },
  );
