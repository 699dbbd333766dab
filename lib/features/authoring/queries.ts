/** Reads of the bench and of the person's own work. */
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { can } from '@/lib/domain/permissions';
import { heldByNobodyElse, skippedSince } from '@/lib/infra/drafts';
import { claimSources, held, openCount, type ClaimScope } from './claimable';
import { escalatedPairs, type EscalatedPair } from './escalated-pairs';
import { reachedLimit, type ReachedLimit } from './limits';
import { lostTexts, type LostText } from './lost-texts';
import { loadBenchPair, type BenchPair } from './load-bench-pair';
import { patternCounts, type PatternCounts } from './pattern-counts';
import { recentDecisions, type RecentDecision } from './recent-decisions';

/** The pair that the person holds right now, or null. Claims nothing. */
export async function benchPair(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<BenchPair | null> {
  authorize(ctx, 'authoring:write', projectId);
  const scope: ClaimScope = { projectId, userId: requireUser(ctx), now: ctx.clock.now() };
  return ctx.db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT p."id" FROM "Pair" p WHERE ${held(scope)} ORDER BY p."leaseExpiresAt" DESC LIMIT 1`;
    return row ? loadBenchPair(tx, scope, row.id) : null;
  });
}

export interface WorkItem {
  pairId: string;
  number: number;
  status: PairStatus;
  question: string;
  /** Of the newest request for changes to the question, in review or by an administrator. */
  comment: string | null;
  updatedAt: string;
  /** Skipped by the person, who has written nothing since. */
  skipped: boolean;
}

export interface MyWork {
  /** Names the drafts that this browser keeps for the person. */
  userId: string;
  changesRequested: WorkItem[];
  drafts: WorkItem[];
  /** His words on pairs that others took, and texts that he did not go on with. */
  texts: LostText[];
  /** Pairs that wait for a question, for everybody. */
  waiting: number;
  /** All pairs of the project. */
  pairs: number;
  submitted: number;
  /** Skips and rejections that can still be taken back. */
  recent: RecentDecision[];
  /** Skipped by so many that somebody decides; null for who does not. */
  escalated: EscalatedPair[] | null;
  /** Pairs that have a question, by its pattern: what is still rare is worth looking for. */
  patterns: PatternCounts;
  /** What keeps the person from beginning another pair. */
  limit: ReachedLimit | null;
}

/** A person holds one lease at a time, so lists longer than this mean months of drafts put aside. */
const WORK_LIMIT = 50;

/** The person's drafts and requests for changes, the latter first in line, with counts. */
export async function myWork(ctx: Ctx, { projectId }: { projectId: string }): Promise<MyWork> {
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  const scope: ClaimScope = { projectId, userId, now: ctx.clock.now() };
  const [rows, texts, waiting, pairs, submitted, recent, escalated, patterns, limit] =
    await Promise.all([
      ctx.db.$queryRaw<(Omit<WorkItem, 'updatedAt'> & { updatedAt: Date })[]>`
      SELECT p."id" AS "pairId", p."number", p."status"::text AS "status",
        COALESCE(d."question", q."question", '') AS "question",
        (SELECT c."comment" FROM (
            SELECT r."comment", r."decidedAt" AS "at" FROM "Review" r
            WHERE r."questionId" = q."id" AND r."verdict" = 'REQUEST_CHANGES'
            UNION ALL
            SELECT o."reason", o."at" FROM "Reopening" o WHERE o."questionId" = q."id"
          ) c ORDER BY c."at" DESC LIMIT 1) AS "comment",
        COALESCE(d."updatedAt", p."updatedAt") AS "updatedAt", ${skippedSince(scope)} AS "skipped"
      FROM "Pair" p
      LEFT JOIN "Draft" d ON d."pairId" = p."id"
      LEFT JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
      WHERE p."projectId" = ${projectId}::uuid
        AND p."status" = ANY(${claimSources})
        AND COALESCE(d."authorId", q."authorId") = ${userId}::uuid
        AND ${heldByNobodyElse(scope)}
      ORDER BY "updatedAt" DESC, p."id" LIMIT ${WORK_LIMIT}`,
      lostTexts(ctx.db, scope),
      ctx.db.$queryRaw<[{ count: number }]>`
      SELECT ${openCount(scope)} AS "count"`,
      ctx.db.pair.count({ where: { projectId } }),
      ctx.db.questionVersion.count({ where: { authorId: userId, pair: { projectId } } }),
      recentDecisions(ctx.db, scope),
      can(ctx.actor, 'review:write', projectId) ? escalatedPairs(ctx.db, scope) : null,
      patternCounts(ctx.db, projectId),
      reachedLimit(ctx.db, scope),
    ]);
  const items = rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }));
  return {
    userId,
    changesRequested: items.filter((item) => item.status === 'CHANGES_REQUESTED'),
    drafts: items.filter(
      (item) =>
        item.status !== 'CHANGES_REQUESTED' &&
        // Once, where the skip can be taken back; after that its text is still to be found here.
        !recent.some(
          ({ kind, pairId }) => kind === 'skip' && pairId === item.pairId && item.skipped,
        ),
    ),
    texts,
    waiting: waiting[0].count,
    pairs,
    submitted,
    recent,
    escalated,
    patterns,
    limit,
  };
}

/** The draft of the person's own that an address asks for by the number of its pair; null for everything else. */
export const askedDraft = (work: MyWork, number: unknown): string | null =>
  work.drafts.find((draft) => String(draft.number) === number)?.pairId ?? null;
