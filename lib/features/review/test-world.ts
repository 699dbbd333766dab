/** A project with questions in review, as the tests of this feature need it. */
import type { Role } from '@/lib/domain/permissions';
import type { Ctx } from '@/lib/infra/context';
import type { Db } from '@/lib/infra/db/client';
import {
  TestClock,
  as,
  makeCtx,
  makeMember,
  makePairs,
  makeProject,
  userActor,
} from '@/lib/testing/factories';
import type { ClaimReviewResult } from './claim-review';

/** Sentinels: bytes that must not reach a reviewer who has not answered. */
export const BLIND = {
  statementA: 'SENTINEL-STATEMENT-A',
  statementB: 'SENTINEL-STATEMENT-B',
  pattern: 'orientation',
  note: 'SENTINEL-NOTE',
};
export const SEMANTIC = 0.976543;
export const VISUAL = 0.412345;

export type ReviewWorld = Awaited<ReturnType<typeof makeReviewWorld>>;

export async function makeReviewWorld(db: Db) {
  const clock = new TestClock();
  const root = makeCtx(db, undefined, clock);
  const projectId = (await makeProject(db)).id;

  const person = async (role: Role = 'REVIEWER'): Promise<Ctx> =>
    as(root, userActor(await makeMember(db, projectId, role), projectId, role));

  /** A pair in review with a question by the author; the key for A is option 2. */
  async function submitted(author: Ctx, version = 1, pairId?: string, reviewsWanted = 1) {
    const id = pairId ?? ((await makePairs(db, projectId, 1))[0] as string);
    const question = await db.questionVersion.create({
      data: {
        ...BLIND,
        pairId: id,
        version,
        reviewsWanted,
        authorId: userId(author),
        question: 'Which way does the snail face?',
        optionOne: 'Left',
        optionTwo: 'Right',
        keyForA: 2,
        idempotencyKey: crypto.randomUUID(),
        submittedAt: clock.now(),
      },
      select: { id: true },
    });
    await db.pair.update({
      where: { id },
      data: {
        status: 'IN_REVIEW',
        currentQuestionId: question.id,
        semantic: SEMANTIC,
        visual: VISUAL,
      },
    });
    return { projectId, pairId: id, questionId: question.id };
  }

  return { clock, projectId, person, submitted };
}

export const userId = (ctx: Ctx): string => (ctx.actor.kind === 'user' ? ctx.actor.userId : '');

export function itemOf(result: ClaimReviewResult) {
  if (result.kind !== 'claimed') throw new Error(`nothing claimed: ${result.reason}`);
  return result.item;
}
