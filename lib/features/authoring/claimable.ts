/** Which pairs a person may write on, as SQL fragments that claiming, peeking and counting share. */
import { sources, transition } from '@/lib/domain/item-lifecycle';
import { Prisma } from '@/lib/infra/db/generated/client';

/**
 * A lease that ran out offers the pair again at once. A draft that its author put aside, and a
 * request for changes, wait for him this long before others are offered them.
 */
export const OWNER_HOURS = 72;

const CLAIM_SOURCES = sources('claim');

export const claimSources = Prisma.sql`${CLAIM_SOURCES}::"PairStatus"[]`;

/** The claim's new status, straight from the transition table. */
export const claimedStatus = Prisma.sql`CASE p."status" ${Prisma.join(
  CLAIM_SOURCES.map(
    (from) =>
      Prisma.sql`WHEN ${from}::"PairStatus" THEN ${transition(from, 'claim')}::"PairStatus"`,
  ),
  ' ',
)} END`;

/** Whose work a pair is: the draft's author, else the author of its newest question. */
const owner = Prisma.sql`COALESCE(
  (SELECT d."authorId" FROM "Draft" d WHERE d."pairId" = p."id"),
  (SELECT q."authorId" FROM "QuestionVersion" q WHERE q."id" = p."currentQuestionId"))`;

const notSkipped = (userId: string): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM "PairSkip" s WHERE s."pairId" = p."id" AND s."userId" = ${userId}::uuid)`;

export interface ClaimScope {
  projectId: string;
  userId: string;
  /** From the clock that is passed in; columns are UTC without a zone, so never the database's now(). */
  now: Date;
}

const base = ({ projectId }: ClaimScope): Prisma.Sql =>
  Prisma.sql`p."projectId" = ${projectId}::uuid`;
const begun = Prisma.sql`p."status" = ANY(${CLAIM_SOURCES.filter((s) => s !== 'MINED')}::"PairStatus"[])`;

/** Live leases of this person: what a claim resumes. */
export const held = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND ${begun} AND p."leaseHolderId" = ${scope.userId}::uuid
  AND p."leaseExpiresAt" > ${scope.now}::timestamp`;

const free = ({ now }: ClaimScope): Prisma.Sql =>
  Prisma.sql`(p."leaseExpiresAt" IS NULL OR p."leaseExpiresAt" <= ${now}::timestamp)`;

/** Begun by this person and free: changes requested come before drafts. */
export const own = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND ${begun} AND ${free(scope)} AND ${notSkipped(scope.userId)}
  AND ${owner} = ${scope.userId}::uuid`;

export const fresh = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND p."status" = 'MINED' AND ${notSkipped(scope.userId)}`;

/** Begun by somebody who has let it go. */
export const abandoned = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND ${begun} AND ${free(scope)} AND ${notSkipped(scope.userId)}
  AND (p."leaseExpiresAt" IS NOT NULL
       OR p."updatedAt" <= ${new Date(scope.now.getTime() - OWNER_HOURS * 3_600_000)}::timestamp)`;

/** Everything that still waits for a question and was not skipped by this person. */
export const waiting = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND p."status" = ANY(${claimSources}) AND ${notSkipped(scope.userId)}`;
