import { AppError, notFound } from '@/lib/domain/errors';
import { REVIEWED, sources, type PairStatus } from '@/lib/domain/item-lifecycle';
import { can } from '@/lib/domain/permissions';
import { authorize, type Ctx } from '@/lib/infra/context';
import type { Prisma } from '@/lib/infra/db/generated/client';
import { toldTooMuch } from '@/lib/infra/reviewable';
import type { LensRef } from './schemas';

const IMAGE = { select: { sha256: true, width: true, height: true } } as const;

export const LENS_PAIR = {
  id: true,
  projectId: true,
  imageA: IMAGE,
  imageB: IMAGE,
  // The newest run that found the pair: its cosines are those that are shown beside the lens.
  minedIn: {
    orderBy: { runId: 'desc' },
    take: 1,
    select: {
      run: {
        select: {
          semanticEncoder: true,
          semanticWeights: true,
          semanticPreprocessing: true,
          visualEncoder: true,
          visualWeights: true,
          visualPreprocessing: true,
        },
      },
    },
  },
} as const satisfies Prisma.PairSelect;

export type LensPair = Prisma.PairGetPayload<{ select: typeof LENS_PAIR }>;

/**
 * The pair for somebody who may see its cosines. Throws 'not-found', and 'forbidden' for a reviewer who
 * may have to answer its question first, written or not yet: the lens would show him where to look.
 */
export async function lensPair(ctx: Ctx, { projectId, number }: LensRef): Promise<LensPair> {
  authorize(ctx, 'mining:view', projectId);
  const pair = await ctx.db.pair.findUnique({
    where: { projectId_number: { projectId, number } },
    select: LENS_PAIR,
  });
  if (!pair) throw notFound('The pair');
  if (await mustAnswerFirst(ctx, projectId, pair.id)) {
    throw new AppError(
      'forbidden',
      'You may be asked to review this pair: the lens is shown once you have answered its question, or the pair is decided.',
      { key: 'lensAfterAnswer' },
    );
  }
  return pair;
}

/**
 * Whether this person may be asked to review the pair some day: whoever may review at all, until the pair
 * is decided or he has answered, wrote, drafted or saw the key of its question, or looked through the
 * lens before. On the bench, while he holds it, the lens is there to write by, and he does not review
 * the pair after that.
 */
async function mustAnswerFirst(ctx: Ctx, projectId: string, pairId: string): Promise<boolean> {
  const { actor } = ctx;
  if (actor.kind !== 'user' || !can(actor, 'review:write', projectId)) return false;
  const decided: readonly PairStatus[] = [...REVIEWED, 'REJECTED'];
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Pair" p
    WHERE p."id" = ${pairId}::uuid AND NOT (p."status" = ANY(${decided}::"PairStatus"[]))
      AND NOT (p."status" = ANY(${sources('claim')}::"PairStatus"[])
        AND p."leaseHolderId" IS NOT DISTINCT FROM ${actor.userId}::uuid
        AND p."leaseExpiresAt" > ${ctx.clock.now()}::timestamp)
      AND NOT EXISTS (SELECT 1 FROM "QuestionVersion" w
        WHERE w."pairId" = p."id" AND w."authorId" = ${actor.userId}::uuid)
      AND NOT ${toldTooMuch(actor.userId)}
      AND NOT EXISTS (SELECT 1 FROM "Review" own JOIN "QuestionVersion" v ON v."id" = own."questionId"
        WHERE v."pairId" = p."id" AND own."reviewerId" = ${actor.userId}::uuid
          AND own."answeredAt" IS NOT NULL)`;
  return rows.length > 0;
}
