/** Row locks on pairs, for every use-case that changes one. */
import { AppError, notFound } from '@/lib/domain/errors';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import type { Tx } from './db/client';

export interface LockedPair {
  id: string;
  number: number;
  status: PairStatus;
  leaseHolderId: string | null;
  leaseExpiresAt: Date | null;
  currentQuestionId: string | null;
  leaseMinutes: number;
}

/** Holds the pair until the transaction ends, so that what is read here stays true while it is changed. */
export async function lockPair(tx: Tx, projectId: string, pairId: string): Promise<LockedPair> {
  const rows = await tx.$queryRaw<LockedPair[]>`
    SELECT p."id", p."number", p."status"::text AS "status", p."leaseHolderId", p."leaseExpiresAt",
           p."currentQuestionId", j."leaseMinutes"
    FROM "Pair" p JOIN "Project" j ON j."id" = p."projectId"
    WHERE p."id" = ${pairId}::uuid AND p."projectId" = ${projectId}::uuid
    FOR UPDATE OF p`;
  const pair = rows[0];
  if (!pair) throw notFound('The pair');
  return pair;
}

/**
 * One person's claims in a project run one after the other (two tabs, a double click), so that
 * nobody ends up with two leases. Other people are not held up.
 */
export async function serializeClaims(tx: Tx, projectId: string, userId: string): Promise<void> {
  const key = `claim:${projectId}:${userId}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

export const leaseEnd = (now: Date, minutes: number): Date =>
  new Date(now.getTime() + minutes * 60_000);

/** A lease that has run out still counts while nobody else has taken the pair: the work goes on. */
export const holds = (pair: LockedPair, userId: string): boolean => pair.leaseHolderId === userId;

export const leaseLost = (pairNumber: number): AppError =>
  new AppError(
    'lease-lost',
    `Your lease on pair ${pairNumber} has ended and the pair is no longer yours. Nothing was overwritten: what you typed is kept on this device. Copy it if you need it, then take the next pair.`,
    { key: 'leaseLost', params: { number: pairNumber } },
  );
