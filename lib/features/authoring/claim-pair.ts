import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';
import { leaseEnd, serializeClaims } from '@/lib/infra/pair-lock';
import {
  abandoned,
  claimedStatus,
  fresh,
  freshInOrder,
  held,
  own,
  type ClaimScope,
} from './claimable';
import { giveBackOthers } from './give-back';
import { reachedLimit, type ReachedLimit } from './limits';
import { loadBenchPair, type BenchPair } from './load-bench-pair';
import { patternBalance, patternCounts } from './pattern-counts';
import { whyNothing, type NothingToClaim } from './why-nothing';

export type ClaimResult = { kind: 'claimed'; pair: BenchPair } | NothingToClaim;

/**
 * Gives the person a pair to write on, with a lease. A live lease is resumed; then come the
 * person's own requests for changes and drafts, then mined pairs (by their rank in mining, spread over the
 * images, and over the patterns that they are taken for), then pairs that others let go. With `pairId`, that pair or an AppError 'conflict'.
 */
export async function claimPair(
  ctx: Ctx,
  input: { projectId: string; pairId?: string | undefined },
): Promise<ClaimResult> {
  const { projectId, pairId } = input;
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  const scope: ClaimScope = {
    projectId,
    userId,
    now: ctx.clock.now(),
    byName: pairId !== undefined,
  };
  scope.balance = patternBalance(await patternCounts(ctx.db, projectId));
  return inTransaction(ctx.db, async (tx) => {
    await serializeClaims(tx, projectId, userId);
    if (pairId !== undefined) await giveBackOthers(tx, scope, pairId);
    const claimed = await claimOne(tx, scope, pairId);
    if (!claimed && pairId !== undefined) {
      const reached = await reachedLimit(tx, scope);
      if (reached) throw overLimit(reached);
      throw new AppError(
        'conflict',
        'Somebody else is working on this pair, or it needs no question.',
        {
          key: 'pairTaken',
        },
      );
    }
    if (!claimed) return whyNothing(tx, scope);
    const pair = await loadBenchPair(tx, scope, claimed.id);
    if (!claimed.resumed) {
      await recordExposure(tx, pair, scope);
      await audit(tx, ctx, {
        projectId,
        action: 'pair.claim',
        subjectType: 'Pair',
        subjectId: claimed.id,
        data: { number: claimed.number },
      });
    }
    return { kind: 'claimed', pair };
  });
}

const overLimit = ({ limit, most }: ReachedLimit): AppError =>
  limit === 'questions'
    ? new AppError(
        'conflict',
        `You have written or begun your ${most} questions. Ask an administrator for more.`,
        { key: 'questionLimit', params: { most } },
      )
    : new AppError(
        'conflict',
        `You have begun ${most} pairs, as many as you may keep open. Hand one in first.`,
        { key: 'openLimit', params: { most } },
      );

interface Claimed {
  id: string;
  number: number;
  resumed: boolean;
}

/**
 * One atomic statement. SKIP LOCKED lets twenty people claim at once without waiting for or getting
 * each other's pair; the branches after the first that finds a row are never run. "fresh" is for when
 * all pairs that "spread" looks at are being taken at this moment.
 */
async function claimOne(tx: Tx, scope: ClaimScope, pairId?: string): Promise<Claimed | null> {
  const only = pairId === undefined ? Prisma.empty : Prisma.sql`AND p."id" = ${pairId}::uuid`;
  const ready = await tx.project.findUniqueOrThrow({
    where: { id: scope.projectId },
    select: { leaseMinutes: true },
  });
  const rows = await tx.$queryRaw<Claimed[]>`
    WITH held AS (
      SELECT p."id", true AS resumed FROM "Pair" p WHERE ${held(scope)} ${only}
      ORDER BY p."leaseExpiresAt" DESC LIMIT 1 FOR UPDATE OF p SKIP LOCKED
    ), own AS (
      SELECT p."id", false AS resumed FROM "Pair" p WHERE ${own(scope)} ${only}
      ORDER BY (p."status" = 'CHANGES_REQUESTED') DESC, p."updatedAt", p."id"
      LIMIT 1 FOR UPDATE OF p SKIP LOCKED
    ), spread AS (
      SELECT p."id", false AS resumed ${freshInOrder(scope, only)}
      LIMIT 1 FOR UPDATE OF p SKIP LOCKED
    ), fresh AS (
      SELECT p."id", false AS resumed FROM "Pair" p WHERE ${fresh(scope)} ${only}
      ORDER BY p."priority", p."id" LIMIT 1 FOR UPDATE OF p SKIP LOCKED
    ), abandoned AS (
      SELECT p."id", false AS resumed FROM "Pair" p WHERE ${abandoned(scope)} ${only}
      ORDER BY p."priority", p."id" LIMIT 1 FOR UPDATE OF p SKIP LOCKED
    ), chosen AS MATERIALIZED (
      SELECT * FROM held UNION ALL SELECT * FROM own UNION ALL
      SELECT * FROM spread UNION ALL SELECT * FROM fresh UNION ALL SELECT * FROM abandoned LIMIT 1
    )
    UPDATE "Pair" p SET
      "status" = ${claimedStatus},
      "leaseHolderId" = ${scope.userId}::uuid,
      "leaseExpiresAt" = ${leaseEnd(scope.now, ready.leaseMinutes)}::timestamp,
      "version" = p."version" + 1,
      "updatedAt" = ${scope.now}::timestamp
    FROM chosen WHERE p."id" = chosen."id"
    RETURNING p."id", p."number", chosen.resumed`;
  return rows[0] ?? null;
}

/**
 * The claim shows the pair; a trigger refuses it to this person as a rater from now on. Where it also
 * shows a key, in a draft or an earlier question, the person does not review the pair either.
 */
async function recordExposure(tx: Tx, pair: BenchPair, scope: ClaimScope): Promise<void> {
  const reason = pair.content.keyForA === null ? 'claimed' : 'saw-key';
  await tx.$executeRaw`
    INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
    VALUES (${pair.id}::uuid, ${scope.userId}::uuid, ${reason}, ${scope.now}::timestamp)
    ON CONFLICT ("pairId", "userId") DO UPDATE SET "reason" = EXCLUDED."reason"
      WHERE EXCLUDED."reason" = 'saw-key' AND "PairExposure"."reason" <> 'drafted'`;
}
