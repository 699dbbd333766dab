import { beforeEach, expect, it } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { makeProject } from '@/lib/testing/factories';
import { answerReview } from './answer-review';
import { claimReview } from './claim-review';
import { addRemark } from './conversation';
import { decideReview } from './decide-review';
import { myRecentVerdicts, reviewItem } from './queries';
import type { Decision } from './schemas';
import { itemOf, makeReviewWorld, userId, type ReviewWorld } from './test-world';
import { undoVerdict } from './undo-verdict';

type Ref = Awaited<ReturnType<ReviewWorld['submitted']>>;

const MINUTE = 60_000;
const APPROVE: Decision = { verdict: 'APPROVE', comment: '' };
const CHANGES: Decision = { verdict: 'REQUEST_CHANGES', comment: 'Say which side.', field: 'key' };
const REJECT: Decision = { verdict: 'REJECT', comment: 'Blurred.', reason: 'BROKEN_IMAGE' };
const OVER = { code: 'conflict', key: 'undoVerdictOver' };

describeOnEachDatabase('taking a verdict back', (database) => {
  let world: ReviewWorld;
  let projectId: string;

  beforeEach(async () => {
    world = await makeReviewWorld(database().db);
    ({ projectId } = world);
  });

  async function submittedFor(reviews: number): Promise<Ref> {
    await database().db.project.update({
      where: { id: projectId },
      data: { reviewsPerQuestion: reviews },
    });
    return world.submitted(await world.person('ANNOTATOR'), 1, undefined, reviews);
  }
  async function decide(ctx: Ctx, ref: Ref, decision: Decision) {
    expect(itemOf(await claimReview(ctx, { projectId })).pairId).toBe(ref.pairId);
    await answerReview(ctx, { ...ref, answerA: 2, answerB: 1 });
    world.clock.advance(MINUTE);
    return decideReview(ctx, { ...ref, decision });
  }
  const pair = (ref: Ref) => database().db.pair.findUniqueOrThrow({ where: { id: ref.pairId } });

  it('puts the question back into its reviewer’s hands, who decides anew with the same answers', async () => {
    for (const decision of [APPROVE, CHANGES, REJECT]) {
      const ref = await submittedFor(1);
      const reviewer = await world.person();
      expect(await decide(reviewer, ref, decision)).toMatchObject({ undoable: true });
      expect(await myRecentVerdicts(reviewer, { projectId })).toMatchObject([
        { pairId: ref.pairId, verdict: decision.verdict },
      ]);
      await undoVerdict(reviewer, ref);
      expect(await pair(ref)).toMatchObject({
        status: 'IN_REVIEW',
        rejection: null,
        rejectionNote: null,
        leaseHolderId: userId(reviewer),
      });
      expect(await myRecentVerdicts(reviewer, { projectId })).toEqual([]);
      // His words come back with it, wherever he opens it.
      expect(await reviewItem(reviewer, { projectId })).toMatchObject({
        questionId: ref.questionId,
        answers: { answerA: 2, answerB: 1 },
        said: { comment: decision.comment, field: decision.field ?? null },
      });
      await decideReview(reviewer, { ...ref, decision: APPROVE });
      expect(await pair(ref)).toMatchObject({ status: 'APPROVED', rejection: null });
      const log = await database().db.auditEvent.findMany({
        where: { subjectId: ref.pairId, action: 'review.undo-verdict' },
        select: { actorId: true },
      });
      expect(log).toEqual([{ actorId: userId(reviewer) }]);
    }
  });

  it('gives back what the reviewer has taken meanwhile, for people hold one review at a time', async () => {
    const first = await submittedFor(1);
    const reviewer = await world.person();
    await decide(reviewer, first, APPROVE);
    const second = await submittedFor(1);
    expect(itemOf(await claimReview(reviewer, { projectId })).pairId).toBe(second.pairId);
    await undoVerdict(reviewer, first);
    expect(itemOf(await claimReview(reviewer, { projectId })).pairId).toBe(first.pairId);
    expect(itemOf(await claimReview(await world.person(), { projectId })).pairId).toBe(
      second.pairId,
    );
  });

  it('is over after ten minutes, and nobody else’s', async () => {
    const ref = await submittedFor(1);
    const [reviewer, other] = [await world.person(), await world.person()];
    await decide(reviewer, ref, APPROVE);
    await expect(undoVerdict(other, ref)).rejects.toMatchObject(OVER);
    await expect(undoVerdict(await world.person('ANNOTATOR'), ref)).rejects.toMatchObject({
      code: 'forbidden',
    });
    world.clock.advance(10 * MINUTE);
    expect(await myRecentVerdicts(reviewer, { projectId })).toEqual([]);
    await expect(undoVerdict(reviewer, ref)).rejects.toMatchObject(OVER);
    expect(await pair(ref)).toMatchObject({ status: 'APPROVED' });
  });

  it('is refused once somebody has acted on it', async () => {
    const { db } = database();
    const admin = await world.person('ADMIN');
    const acts: [string, Decision, (ref: Ref) => Promise<unknown>][] = [
      [
        'the author has taken the pair up again',
        CHANGES,
        ({ pairId }) =>
          db.pair.update({ where: { id: pairId }, data: { version: { increment: 1 } } }),
      ],
      [
        'an administrator has put the question into a study that is not open yet',
        APPROVE,
        async ({ pairId, questionId }) => {
          const study = await db.study.create({
            data: {
              projectId,
              name: `Study ${pairId}`,
              seed: '1',
              ratersWanted: 1,
              createdById: userId(admin),
            },
            select: { id: true },
          });
          await db.studyPair.create({ data: { studyId: study.id, pairId, questionId } });
        },
      ],
      [
        'somebody has answered it with a remark',
        CHANGES,
        async (ref) => {
          const { authorId } = await db.questionVersion.findUniqueOrThrow({
            where: { id: ref.questionId },
            select: { authorId: true },
          });
          await db.remark.create({
            data: { pairId: ref.pairId, authorId, version: 1, text: '?', at: world.clock.now() },
          });
        },
      ],
    ];
    for (const [what, decision, act] of acts) {
      const ref = await submittedFor(1);
      const reviewer = await world.person();
      await decide(reviewer, ref, decision);
      await act(ref);
      expect(await myRecentVerdicts(reviewer, { projectId }), what).toEqual([]);
      await expect(undoVerdict(reviewer, ref), what).rejects.toMatchObject(OVER);
    }
  });

  it('is refused to whoever may not decide any more: the question would wait for nobody', async () => {
    const ref = await submittedFor(1);
    const reviewer = await world.person();
    await decide(reviewer, ref, APPROVE);
    // A window in which he wrote on the pair long ago has sent what it still had.
    await database().db.pairExposure.updateMany({
      where: { pairId: ref.pairId, userId: userId(reviewer) },
      data: { reason: 'drafted' },
    });
    expect(await myRecentVerdicts(reviewer, { projectId })).toEqual([]);
    await expect(undoVerdict(reviewer, ref)).rejects.toMatchObject(OVER);
    expect(await pair(ref)).toMatchObject({ status: 'APPROVED' });
  });

  it('keeps verdicts independent: the first of two may, until another has the question; the second may not', async () => {
    const ref = await submittedFor(2);
    const [one, two] = [await world.person(), await world.person()];
    await decide(one, ref, APPROVE);
    await undoVerdict(one, ref);
    expect(await decideReview(one, { ...ref, decision: CHANGES })).toEqual({
      status: 'IN_REVIEW',
      undoable: true,
    });
    await claimReview(two, { projectId });
    await expect(undoVerdict(one, ref)).rejects.toMatchObject(OVER);
    // Whoever comes second can read the first verdict from now on.
    expect(await decide(two, ref, APPROVE)).toEqual({
      status: 'IN_ADJUDICATION',
      undoable: false,
    });
    await expect(undoVerdict(two, ref)).rejects.toMatchObject(OVER);
  });

  it('lets the third person decide anew between the two', async () => {
    const ref = await submittedFor(2);
    const [one, two, third] = [await world.person(), await world.person(), await world.person()];
    await decide(one, ref, APPROVE);
    await decide(two, ref, CHANGES);
    await decide(third, ref, REJECT);
    await undoVerdict(third, ref);
    expect(await pair(ref)).toMatchObject({ status: 'IN_ADJUDICATION', rejection: null });
    expect(await decideReview(third, { ...ref, decision: APPROVE })).toMatchObject({
      status: 'APPROVED',
    });
  });
});

describeOnEachDatabase('a remark', (database) => {
  it('that is sent again is stored once, and never for another pair or person', async () => {
    const { db } = database();
    const world = await makeReviewWorld(db);
    const author = await world.person('ANNOTATOR');
    const [ref, other] = [await world.submitted(author), await world.submitted(author)];
    const idempotencyKey = crypto.randomUUID();
    const remark = { ...ref, text: 'Whose side?', idempotencyKey };
    const stored = await Promise.all([addRemark(author, remark), addRemark(author, remark)]);
    stored.push(await addRemark(author, remark));
    expect(new Set(stored.map(({ id }) => id)).size).toBe(1);
    expect(await db.remark.count({ where: { pairId: ref.pairId } })).toBe(1);
    expect(
      await db.auditEvent.count({ where: { subjectId: ref.pairId, action: 'pair.remark' } }),
    ).toBe(1);
    await expect(
      addRemark(author, { ...other, text: 'Whose side?', idempotencyKey }),
    ).rejects.toMatchObject({ key: 'remarkElsewhere' });
    const { id: projectId } = await makeProject(db);
    await expect(addRemark(author, { ...remark, projectId })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
