import { beforeEach, expect, it } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { answerReview } from './answer-review';
import { claimReview } from './claim-review';
import { addRemark, conversation } from './conversation';
import { decideReview } from './decide-review';
import { releaseReview } from './keep-review';
import { reviewCounts, reviewKey } from './queries';
import { pairDecisions } from './question-versions';
import type { Decision } from './schemas';
import { setReviewRules } from './set-review-rules';
import { itemOf, makeReviewWorld, userId, type ReviewWorld } from './test-world';

type Ref = Awaited<ReturnType<ReviewWorld['submitted']>>;

const COMMENT = 'SENTINEL-COMMENT';
const once = () => ({ idempotencyKey: crypto.randomUUID() });
const APPROVE: Decision = { verdict: 'APPROVE', comment: '' };
const CHANGES: Decision = { verdict: 'REQUEST_CHANGES', comment: COMMENT, field: 'optionTwo' };

describeOnEachDatabase('several reviews of a question', (database) => {
  let world: ReviewWorld;
  let projectId: string;

  beforeEach(async () => {
    world = await makeReviewWorld(database().db);
    ({ projectId } = world);
  });

  async function submittedFor(reviews: number, author: Ctx): Promise<Ref> {
    await database().db.project.update({
      where: { id: projectId },
      data: { reviewsPerQuestion: reviews },
    });
    return world.submitted(author, 1, undefined, reviews);
  }

  async function answer(ctx: Ctx, ref: Ref) {
    expect(itemOf(await claimReview(ctx, { projectId })).pairId).toBe(ref.pairId);
    return answerReview(ctx, { ...ref, answerA: 2, answerB: 1 });
  }
  async function decide(ctx: Ctx, ref: Ref, decision: Decision) {
    await answer(ctx, ref);
    world.clock.advance(60_000);
    return decideReview(ctx, { ...ref, decision });
  }

  it('approves when all have approved, and gives nobody a second one', async () => {
    const ref = await submittedFor(2, await world.person('ANNOTATOR'));
    const [one, two] = [await world.person(), await world.person()];
    expect(await decide(one, ref, APPROVE)).toEqual({ status: 'IN_REVIEW', undoable: true });
    expect(await claimReview(one, { projectId })).toMatchObject({ reason: 'not-eligible' });
    expect(await decide(two, ref, APPROVE)).toEqual({ status: 'APPROVED', undoable: false });
    expect(
      await database().db.auditEvent.findMany({
        where: { subjectId: ref.pairId, action: { in: ['review.await-review', 'review.approve'] } },
        orderBy: { id: 'asc' },
        select: { action: true },
      }),
    ).toEqual([{ action: 'review.await-review' }, { action: 'review.approve' }]);
  });

  it('keeps a verdict from the next reviewer, who has answered but not decided', async () => {
    const author = await world.person('ANNOTATOR');
    const ref = await submittedFor(2, author);
    const admin = await world.person('ADMIN');
    const [one] = [await world.person()];
    await decide(one, ref, CHANGES);
    const seen = [await answer(admin, ref), await pairDecisions(admin, ref)];
    expect(seen[0]).toMatchObject({ history: [], dispute: null });
    expect(await conversation(admin, ref)).toBeNull();
    expect(await conversation(author, ref)).toMatchObject({ versions: [{ verdicts: [] }] });
    expect(JSON.stringify(seen)).not.toMatch(/SENTINEL-COMMENT|REQUEST_CHANGES/);
    const log = await database().db.auditEvent.findMany({ where: { subjectId: ref.pairId } });
    expect(JSON.stringify(log)).not.toMatch(/SENTINEL-COMMENT|REQUEST_CHANGES|request-changes/);
  });

  it('lets a third person decide, who sees what the two said only after answering', async () => {
    const author = await world.person();
    const ref = await submittedFor(2, author);
    const [one, two, third] = [await world.person(), await world.person(), await world.person()];
    await decide(one, ref, APPROVE);
    expect(await decide(two, ref, CHANGES)).toEqual({ status: 'IN_ADJUDICATION', undoable: false });
    for (const ctx of [author, one, two]) {
      expect(await claimReview(ctx, { projectId })).toMatchObject({ reason: 'not-eligible' });
      await expect(
        decideReview(ctx, {
          ...ref,
          decision: { verdict: 'REJECT', comment: '', reason: 'OTHER' },
        }),
      ).rejects.toMatchObject({ code: ctx === author ? 'lease-lost' : 'conflict' });
    }
    const item = await claimReview(third, { projectId });
    expect(JSON.stringify(item)).not.toMatch(/SENTINEL-COMMENT|ADJUDICATION|APPROVE|dispute/);
    await expect(reviewKey(third, ref)).rejects.toMatchObject({ key: 'answerFirst' });
    const key = await answerReview(third, { ...ref, answerA: 2, answerB: 1 });
    expect(key.dispute).toMatchObject([
      { verdict: 'APPROVE' },
      { verdict: 'REQUEST_CHANGES', comment: COMMENT, field: 'optionTwo' },
    ]);
    expect(
      await decideReview(third, {
        ...ref,
        decision: { verdict: 'REJECT', comment: 'Both at once.', reason: 'AMBIGUOUS' },
      }),
    ).toEqual({ status: 'REJECTED', undoable: true });
    expect(await database().db.pair.findUnique({ where: { id: ref.pairId } })).toMatchObject({
      rejection: 'AMBIGUOUS',
      rejectionNote: 'Both at once.',
    });
    expect(
      await database().db.auditEvent.count({
        where: { subjectId: ref.pairId, action: 'review.adjudicate' },
      }),
    ).toBe(1);
  });

  it('gives a disagreement to one of ten who ask at once', async () => {
    const ref = await submittedFor(2, await world.person('ANNOTATOR'));
    await decide(await world.person(), ref, APPROVE);
    await decide(await world.person(), ref, CHANGES);
    const people = await Promise.all(Array.from({ length: 10 }, () => world.person()));
    const got = await Promise.all(people.map((ctx) => claimReview(ctx, { projectId })));
    expect(got.filter(({ kind }) => kind === 'claimed')).toHaveLength(1);
    const holder = people[got.findIndex(({ kind }) => kind === 'claimed')];
    if (holder) await releaseReview(holder, ref);
    expect(await reviewCounts(people[0] as Ctx, { projectId })).toMatchObject({ forMe: 1 });
  });

  it('is decided by what is there when the project asks for fewer', async () => {
    const author = await world.person('ANNOTATOR');
    const admin = await world.person('ADMIN');
    const ref = await submittedFor(3, author);
    // The earlier one is given out first.
    world.clock.advance(1000);
    const waiting = await world.submitted(author, 1, undefined, 3);
    await decide(await world.person(), ref, APPROVE);
    const rules = { projectId, reviewsPerQuestion: 1, reviewOverlap: 100 };
    await expect(setReviewRules(author, rules)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(setReviewRules(admin, { ...rules, reviewsPerQuestion: 4 })).rejects.toMatchObject({
      key: 'reviewRules',
    });
    expect(await setReviewRules(admin, rules)).toEqual({ settled: 1 });
    const status = (id: string) =>
      database().db.pair.findUnique({ where: { id }, select: { status: true } });
    expect(await status(ref.pairId)).toEqual({ status: 'APPROVED' });
    expect(await status(waiting.pairId)).toEqual({ status: 'IN_REVIEW' });
  });

  it('is talked about by who wrote and judged it, and by nobody else', async () => {
    const author = await world.person('ANNOTATOR');
    const ref = await submittedFor(1, author);
    const [reviewer, other, admin] = [
      await world.person(),
      await world.person(),
      await world.person('ADMIN'),
    ];
    await expect(
      addRemark(reviewer, { ...ref, ...once(), text: 'Too soon.' }),
    ).rejects.toMatchObject({
      key: 'noPartInPair',
    });
    await decide(reviewer, ref, CHANGES);
    await addRemark(reviewer, { ...ref, ...once(), text: 'Say which side.', field: 'question' });
    world.clock.advance(1000);
    await addRemark(author, { ...ref, ...once(), text: 'Whose side?' });
    expect(await conversation(author, ref)).toMatchObject({
      versions: [{ keyForA: 2, verdicts: [{ verdict: 'REQUEST_CHANGES', field: 'optionTwo' }] }],
      remarks: [
        { text: 'Say which side.', field: 'question', version: 1 },
        { text: 'Whose side?', field: null },
      ],
    });
    for (const ctx of [other, admin]) {
      expect(await conversation(ctx, ref)).toBeNull();
      await expect(addRemark(ctx, { ...ref, ...once(), text: 'Hello' })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    await expect(conversation(await world.person('RATER'), ref)).rejects.toMatchObject({
      code: 'forbidden',
    });
    // Of another project, the same ids say nothing.
    const elsewhere = await makeReviewWorld(database().db);
    const stranger = await elsewhere.person();
    expect(
      await conversation(stranger, { projectId: elsewhere.projectId, pairId: ref.pairId }),
    ).toBeNull();
    await expect(
      database().db.remark.updateMany({ where: { authorId: userId(author) }, data: { text: '' } }),
    ).rejects.toThrow();
  });
});
