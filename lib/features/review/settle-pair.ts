import { transition, type PairEvent, type PairStatus } from '@/lib/domain/item-lifecycle';
import { outcomeOf, type Verdict } from '@/lib/domain/review-rules';
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
import type { LockedPair } from '@/lib/infra/pair-lock';

const EVENTS: Readonly<Record<Verdict | 'wait' | 'disagree', PairEvent>> = {
  APPROVE: 'approve',
  REQUEST_CHANGES: 'request-changes',
  REJECT: 'reject',
  wait: 'await-review',
  disagree: 'disagree',
};

/**
 * Moves a locked pair to where the verdicts on its current question lead, and gives its lease back.
 * Returns that and the pair's version. Only verdicts that were given without knowledge of others' count, until a third person adjudicates.
 */
export async function settlePair(
  tx: Tx,
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  input: {
    projectId: string;
    pair: LockedPair;
    questionId: string;
    /** The decision of the third person. */
    adjudicated: Verdict | null;
    /** Sides on which the reviewer who just decided differs from the key; null when nobody decided. */
    disagreements: number | null;
  },
): Promise<{ status: PairStatus; version: number }> {
  const { projectId, pair, questionId, adjudicated, disagreements } = input;
  // Shared with other decisions, not with a change of the rules, which decides what has enough verdicts.
  const [rules] = await tx.$queryRaw<{ reviewsPerQuestion: number }[]>`
    SELECT "reviewsPerQuestion" FROM "Project" WHERE "id" = ${projectId}::uuid FOR SHARE`;
  const question = await tx.questionVersion.findUniqueOrThrow({
    where: { id: questionId },
    select: {
      reviewsWanted: true,
      reviews: {
        where: { verdict: { not: null } },
        orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
        select: { verdict: true, adjudicates: true, comment: true, rejection: true },
      },
    },
  });
  const wanted = Math.min(question.reviewsWanted, rules?.reviewsPerQuestion ?? 1);
  const independent = question.reviews.flatMap(({ verdict, adjudicates }) =>
    verdict === null || adjudicates ? [] : [verdict],
  );
  const outcome = adjudicated ?? outcomeOf(independent, wanted);
  const status = transition(pair.status, EVENTS[outcome]);
  // All agree where there is no third person, so the newest rejection speaks for them.
  const rejecting = question.reviews.findLast(
    ({ verdict, adjudicates }) => verdict === 'REJECT' && (adjudicated === null || adjudicates),
  );
  const { version } = await tx.pair.update({
    where: { id: pair.id },
    select: { version: true },
    data: {
      status,
      ...(outcome === 'REJECT'
        ? { rejection: rejecting?.rejection ?? 'OTHER', rejectionNote: rejecting?.comment || null }
        : {}),
      leaseHolderId: null,
      leaseExpiresAt: null,
      version: { increment: 1 },
    },
  });
  const data = { number: pair.number, questionId };
  // As long as others are to judge independently, the log does not say how somebody did.
  const silent = outcome === 'wait' || outcome === 'disagree';
  await audit(tx, ctx, {
    projectId,
    action: `review.${EVENTS[outcome]}`,
    subjectType: 'Pair',
    subjectId: pair.id,
    data: silent || disagreements === null ? data : { ...data, disagreements },
  });
  if (adjudicated !== null) {
    await audit(tx, ctx, {
      projectId,
      action: 'review.adjudicate',
      subjectType: 'Pair',
      subjectId: pair.id,
      data,
    });
  }
  return { status, version };
}
