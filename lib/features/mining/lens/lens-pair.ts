import { AppError, notFound } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';
import { Prisma } from '@/lib/infra/db/generated/client';
import { eligible } from '@/lib/infra/reviewable';
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
 * is to answer its question first: the lens would show him where to look.
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
      'You may be asked to review this pair: answer its question first; the lens is shown after that.',
      { key: 'lensAfterAnswer' },
    );
  }
  return pair;
}

/** Whether this person holds the pair for review, or is a reviewer who may get it, and has not answered. */
async function mustAnswerFirst(ctx: Ctx, projectId: string, pairId: string): Promise<boolean> {
  const { actor } = ctx;
  if (actor.kind !== 'user') return false;
  const scope = { projectId, userId: actor.userId, now: ctx.clock.now() };
  const mine =
    actor.role === 'REVIEWER'
      ? Prisma.sql`TRUE`
      : Prisma.sql`p."leaseHolderId" = ${actor.userId}::uuid`;
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Pair" p WHERE p."id" = ${pairId}::uuid AND ${mine} AND ${eligible(scope)}
      AND NOT EXISTS (SELECT 1 FROM "Review" own WHERE own."questionId" = p."currentQuestionId"
        AND own."reviewerId" = ${actor.userId}::uuid AND own."answeredAt" IS NOT NULL)`;
  return rows.length > 0;
}
