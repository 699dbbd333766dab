import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { leaseEnd, serializeClaims } from '@/lib/infra/pair-lock';
import { loadReviewItem, type ReviewItem } from './load-review-item';
import { eligible, free, held, inReview, type ReviewScope } from '@/lib/infra/reviewable';

export type NothingToReview =
  | { kind: 'nothing'; reason: 'finished' }
  | { kind: 'nothing'; reason: 'all-leased'; until: string }
  /** This person wrote or drafted what waits, was shown the key of an earlier version, or the lens of the pair. */
  | { kind: 'nothing'; reason: 'not-eligible'; waiting: number };

export type ClaimReviewResult = { kind: 'claimed'; item: ReviewItem } | NothingToReview;

/**
 * Gives the person a submitted question to review, with a lease: first those on which reviewers
 * disagree, then the oldest. Whether it is one of these is not told before the person has answered.
 */
export async function claimReview(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<ClaimReviewResult> {
  authorize(ctx, 'review:write', projectId);
  const scope: ReviewScope = { projectId, userId: requireUser(ctx), now: ctx.clock.now() };
  return inTransaction(ctx.db, async (tx) => {
    await serializeClaims(tx, projectId, scope.userId);
    const claimed = await claimOne(tx, scope);
    if (!claimed) return whyNothing(tx, scope);
    if (!claimed.resumed) {
      await tx.$executeRaw`
        INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
        VALUES (${claimed.id}::uuid, ${scope.userId}::uuid, 'reviewed', ${scope.now}::timestamp)
        ON CONFLICT ("pairId", "userId") DO NOTHING`;
      await audit(tx, ctx, {
        projectId,
        action: 'review.claim',
        subjectType: 'Pair',
        subjectId: claimed.id,
        data: { number: claimed.number },
      });
    }
    return { kind: 'claimed', item: await loadReviewItem(tx, scope, claimed.id) };
  });
}

/** One atomic statement; see claiming of pairs for why it is written with SKIP LOCKED. */
async function claimOne(
  tx: Tx,
  scope: ReviewScope,
): Promise<{ id: string; number: number; resumed: boolean } | null> {
  const { leaseMinutes } = await tx.project.findUniqueOrThrow({
    where: { id: scope.projectId },
    select: { leaseMinutes: true },
  });
  const rows = await tx.$queryRaw<{ id: string; number: number; resumed: boolean }[]>`
    WITH held AS (
      SELECT p."id", true AS resumed FROM "Pair" p WHERE ${held(scope)}
      ORDER BY p."leaseExpiresAt" DESC LIMIT 1 FOR UPDATE OF p SKIP LOCKED
    ), free AS (
      SELECT p."id", false AS resumed
      FROM "Pair" p JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
      WHERE ${free(scope)}
      ORDER BY (p."status" = 'IN_ADJUDICATION') DESC, q."submittedAt", p."id" LIMIT 1 FOR UPDATE OF p SKIP LOCKED
    ), chosen AS MATERIALIZED (
      SELECT * FROM held UNION ALL SELECT * FROM free LIMIT 1
    )
    UPDATE "Pair" p SET
      "leaseHolderId" = ${scope.userId}::uuid,
      "leaseExpiresAt" = ${leaseEnd(scope.now, leaseMinutes)}::timestamp,
      "version" = p."version" + 1
    FROM chosen WHERE p."id" = chosen."id"
    RETURNING p."id", p."number", chosen.resumed`;
  return rows[0] ?? null;
}

async function whyNothing(tx: Tx, scope: ReviewScope): Promise<NothingToReview> {
  const [row] = await tx.$queryRaw<{ waiting: number; mine: number; until: Date | null }[]>`
    SELECT count(*)::int AS waiting,
      (count(*) FILTER (WHERE ${eligible(scope)}))::int AS mine,
      min(p."leaseExpiresAt") FILTER (WHERE ${eligible(scope)}) AS until
    FROM "Pair" p WHERE ${inReview(scope)}`;
  if (!row || row.waiting === 0) return { kind: 'nothing', reason: 'finished' };
  if (row.mine === 0) return { kind: 'nothing', reason: 'not-eligible', waiting: row.waiting };
  // A question that came free between the claim and this look is offered right now.
  const until = row.until && row.until > scope.now ? row.until : scope.now;
  return { kind: 'nothing', reason: 'all-leased', until: until.toISOString() };
}
