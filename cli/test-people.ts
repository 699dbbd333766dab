/** People of a world that the tests of whole paths act as, through the same use-cases as the pages. */
import { claimPair } from '@/lib/features/authoring/claim-pair';
import { submitQuestion } from '@/lib/features/authoring/submit-question';
import { closeStudy } from '@/lib/features/baseline/close-study';
import { createStudy } from '@/lib/features/baseline/create-study';
import { openStudy } from '@/lib/features/baseline/open-study';
import { answer, enterRater, type World } from '@/lib/features/baseline/test-world';
import { handler as checkHandler } from '@/lib/features/checks/check.handler';
import { createCheckRun } from '@/lib/features/checks/create-check-run';
import { answerReview } from '@/lib/features/review/answer-review';
import { claimReview } from '@/lib/features/review/claim-review';
import { decideReview } from '@/lib/features/review/decide-review';
import type { QuestionContent } from '@/lib/domain/question-lint';
import type { Role } from '@/lib/domain/permissions';
import type { Ctx } from '@/lib/infra/context';
import { as, makeMember, userActor } from '@/lib/testing/factories';
import { rightFor, testHandle, type MeasuredWorld } from '@/lib/testing/measured-world';

/** A corrected question: its options are those that the raters of these tests know. */
export const CORRECTED: QuestionContent = {
  question: 'Which way does the animal look?',
  optionOne: 'Left',
  optionTwo: 'Right',
  keyForA: 1,
  statementA: 'The animal looks left.',
  statementB: 'The animal looks right.',
  pattern: 'orientation',
  note: '',
};

export async function member({ db, ctx, projectId }: MeasuredWorld, role: Role): Promise<Ctx> {
  return as(ctx, userActor(await makeMember(db, projectId, role), projectId, role));
}

/** Whoever wrote the first version of the pair's question. */
export async function authorOf({ db, ctx, projectId }: MeasuredWorld, pairId: string) {
  const { author } = await db.questionVersion.findFirstOrThrow({
    where: { pairId },
    orderBy: { version: 'asc' },
    select: { author: { select: { id: true, name: true, email: true } } },
  });
  return as(ctx, userActor(author, projectId, 'ANNOTATOR'));
}

/** Claims the pair, submits the corrected question, and has somebody else approve it. */
export async function correct(world: MeasuredWorld, author: Ctx, pairId: string) {
  const { projectId } = world;
  const claimed = await claimPair(author, { projectId, pairId });
  if (claimed.kind !== 'claimed') throw new Error('not claimed');
  const { questionId, version } = await submitQuestion(author, {
    projectId,
    pairId,
    questionId: claimed.pair.questionId,
    baseVersion: claimed.pair.draftVersion,
    content: CORRECTED,
    idempotencyKey: author.rng.uuid(),
  });
  const reviewer = await member(world, 'REVIEWER');
  await claimReview(reviewer, { projectId });
  const ref = { projectId, pairId, questionId };
  await answerReview(reviewer, { ...ref, answerA: 1, answerB: 2 });
  await decideReview(reviewer, { ...ref, decision: { verdict: 'APPROVE', comment: '' } });
  return { claimed: claimed.pair, questionId, version };
}

/** A study of the pairs with these numbers, opened, answered right by one rater, and closed. */
export async function measureAgain(world: MeasuredWorld, admin: Ctx, pairNumbers: number[]) {
  const { db, clock, projectId, project } = world;
  const { studyId } = await createStudy(admin, {
    projectId,
    name: 'Again',
    ratersWanted: 1,
    trialDistance: 1,
    instructions: '',
    pairNumbers,
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  const rated: World = { db, clock, projectId, slug: project.slug, admin, pairIds: [] };
  await answer(rated, await enterRater(rated, studyId, 'R1'), (_, side) => rightFor(side));
  await closeStudy(admin, { projectId, studyId });
  return studyId;
}

export async function check({ ctx, projectId, db }: MeasuredWorld, studyId: string) {
  const { checkRunId, jobId } = await createCheckRun(ctx, { projectId, studyId });
  await checkHandler(ctx, { checkRunId }, testHandle(projectId, jobId));
  await db.job.update({ where: { id: jobId }, data: { status: 'DONE' } });
  return checkRunId;
}
