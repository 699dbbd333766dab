/** Which pairs a person may write on, as SQL fragments that claiming, peeking and counting share. */
import { sources, transition } from '@/lib/domain/item-lifecycle';
import { Prisma } from '@/lib/infra/db/generated/client';
import { allEscalated, escalated } from '@/lib/infra/escalated';
import { underLimits } from './limits';
import type { PatternBalance } from './pattern-counts';

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

export interface ClaimScope {
  projectId: string;
  userId: string;
  /** From the clock that is passed in; columns are UTC without a zone, so never the database's now(). */
  now: Date;
  /** The pair is asked for by name: nobody's skips stand in the way. */
  byName?: boolean;
  /** What the patterns of the pairs that have a question lack; without it no guess counts. */
  balance?: PatternBalance;
}

const base = ({ projectId }: ClaimScope): Prisma.Sql =>
  Prisma.sql`p."projectId" = ${projectId}::uuid`;
const begun = Prisma.sql`p."status" = ANY(${CLAIM_SOURCES.filter((s) => s !== 'MINED')}::"PairStatus"[])`;

/** Live leases of this person: what a claim resumes. */
export const held = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND ${begun} AND p."leaseHolderId" = ${scope.userId}::uuid
  AND p."leaseExpiresAt" > ${scope.now}::timestamp`;

const notSkipped = ({ userId }: ClaimScope): Prisma.Sql => Prisma.sql`NOT EXISTS (
  SELECT 1 FROM "PairSkip" s WHERE s."pairId" = p."id" AND s."userId" = ${userId}::uuid)`;

/**
 * No image of a pair came with a benchmark that may not be released: whatever is written about such an image
 * never could be. The inner query is the same for all pairs, so that it is answered once.
 */
const ownImages = ({ projectId }: Pick<ClaimScope, 'projectId'>): Prisma.Sql => {
  const borrowed = Prisma.sql`(
    SELECT i."id" FROM "Image" i JOIN "ImportedBenchmark" b ON b."batchId" = i."batchId"
    WHERE b."projectId" = ${projectId}::uuid AND NOT b."releaseAllowed")`;
  return Prisma.sql`p."imageAId" NOT IN ${borrowed} AND p."imageBId" NOT IN ${borrowed}`;
};

/** Skipped by this person, or by so many that a reviewer or administrator decides, a pair is not offered. */
const offered = (scope: ClaimScope): Prisma.Sql =>
  scope.byName
    ? Prisma.sql`true`
    : Prisma.sql`${notSkipped(scope)} AND NOT ${escalated} AND ${ownImages(scope)}`;

/** Nobody is at work on it at this moment. */
export const free = ({ now }: ClaimScope): Prisma.Sql =>
  Prisma.sql`(p."leaseExpiresAt" IS NULL OR p."leaseExpiresAt" <= ${now}::timestamp)`;

/** Begun by this person and free: changes requested come before drafts. */
export const own = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND ${begun} AND ${free(scope)}
  AND ${scope.byName ? Prisma.sql`true` : notSkipped(scope)} AND ${owner} = ${scope.userId}::uuid`;

export const fresh = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND p."status" = 'MINED' AND ${offered(scope)} AND ${underLimits(scope)}`;

/**
 * As many of the best fresh pairs are looked at to spread the work over the images. More than people who
 * claim at the same moment, so that each finds one that nobody else is taking.
 */
const SPREAD_OVER = 50;

/** Pairs taken for a pattern that lacks pairs come before those without a guess, and these before the others. */
const byGuess = ({ balance }: ClaimScope): Prisma.Sql =>
  balance
    ? Prisma.sql`CASE WHEN c."patternGuess" = ANY(${balance.lacking}::text[]) THEN 0
        WHEN c."patternGuess" = ANY(${balance.plenty}::text[]) THEN 2 ELSE 1 END`
    : Prisma.sql`1::int`;

/**
 * Fresh pairs, of the best by the rank of mining those first whose images the fewest other pairs that
 * are being written, or are written, show; of these those first that are taken for a pattern that lacks
 * pairs. The guess is often wrong, and orders no more than these few.
 */
export const freshInOrder = (scope: ClaimScope, only: Prisma.Sql = Prisma.empty): Prisma.Sql =>
  Prisma.sql`FROM (
    SELECT c."id", c."priority", ${byGuess(scope)} AS "guessed", (
      SELECT count(*) FROM "Pair" o
      WHERE o."projectId" = ${scope.projectId}::uuid AND o."status" NOT IN ('MINED', 'REJECTED')
        AND (o."imageAId" IN (c."imageAId", c."imageBId")
          OR o."imageBId" IN (c."imageAId", c."imageBId"))) AS "sharing"
    FROM (
      SELECT p."id", p."priority", p."imageAId", p."imageBId", p."patternGuess" FROM "Pair" p
      WHERE ${fresh(scope)} ${only} ORDER BY p."priority", p."id" LIMIT ${SPREAD_OVER}
    ) c
  ) c JOIN "Pair" p ON p."id" = c."id"
  WHERE p."status" = 'MINED'
  ORDER BY c."sharing", c."guessed", c."priority", c."id"`;

/** Of a begun pair that nobody is at work on: its owner has waited too long, or let the lease run out. */
export const letGo = ({ now }: Pick<ClaimScope, 'now'>): Prisma.Sql => Prisma.sql`
  (p."leaseExpiresAt" IS NOT NULL
   OR p."updatedAt" <= ${new Date(now.getTime() - OWNER_HOURS * 3_600_000)}::timestamp)`;

/** Begun by somebody who has let it go. */
export const abandoned = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND ${begun} AND ${free(scope)} AND ${offered(scope)} AND ${underLimits(scope)}
  AND ${letGo(scope)}`;

/** Everything that still waits for a question and is offered to this person. */
export const waiting = (scope: ClaimScope): Prisma.Sql => Prisma.sql`
  ${base(scope)} AND p."status" = ANY(${claimSources}) AND ${offered(scope)}`;

/** Counts what is offered to anybody: all that waits for a question, without what is escalated. */
export const openCount = (scope: Pick<ClaimScope, 'projectId'>): Prisma.Sql => Prisma.sql`(
  (SELECT count(*)::int FROM "Pair" p
    WHERE p."projectId" = ${scope.projectId}::uuid AND p."status" = ANY(${claimSources})
      AND ${ownImages(scope)})
  - (SELECT count(*)::int FROM "Pair" p
      WHERE ${allEscalated(scope.projectId)} AND ${ownImages(scope)}))`;
