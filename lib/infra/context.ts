/** What every use-case gets: `(ctx, input) => Promise<result>`. */
import type { Actor, Scope } from '@/lib/domain/permissions';
import { can } from '@/lib/domain/permissions';
import { AppError } from '@/lib/domain/errors';
import type { Clock } from './clock';
import type { Db } from './db/client';
import type { JobQueue } from './jobs/queue';
import type { Log } from './log';
import type { Rng } from './rng';
import type { Storage } from './storage/storage';

export interface Ctx {
  db: Db;
  storage: Storage;
  jobs: JobQueue;
  clock: Clock;
  rng: Rng;
  log: Log;
  actor: Actor;
}

/**
 * Authorisation lives here, in the data layer: every use-case and query calls it first.
 * Throws 'unauthenticated' for nobody, 'forbidden' otherwise.
 */
export function authorize(ctx: Pick<Ctx, 'actor'>, scope: Scope, projectId?: string): void {
  if (can(ctx.actor, scope, projectId)) return;
  if (ctx.actor.kind === 'anonymous') {
    throw new AppError('unauthenticated', 'Please sign in.', { key: 'signIn' });
  }
  throw new AppError(
    'forbidden',
    'Your role does not allow this. Ask an administrator of the project.',
    {
      key: 'forbidden',
    },
  );
}

/** The acting person's id; use-cases that only people can do call it. */
export function requireUser(ctx: Pick<Ctx, 'actor'>): string {
  if (ctx.actor.kind === 'user') return ctx.actor.userId;
  throw new AppError('unauthenticated', 'Please sign in.', { key: 'signIn' });
}
