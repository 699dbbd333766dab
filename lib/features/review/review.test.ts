import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import type { TestClock } from '@/lib/testing/factories';
import { answerReview } from './answer-review';
import { claimReview } from './claim-review';
import { decideReview } from './decide-review';
import { releaseReview, renewReview } from './keep-review';
import { reviewCounts, reviewItem, reviewKey } from './queries';
import {
  BLIND,
  SEMANTIC,
  VISUAL,
  itemOf,
  makeReviewWorld,
  userId,
  type ReviewWorld,
} from './test-world';

let database: TestDatabase;
let clock: TestClock;
let projectId: string;
let person: ReviewWorld['person'];
let submitted: ReviewWorld['submitted'];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.stop();
});
beforeEach(async () => {
  ({ clock, projectId, person, submitted } = await makeReviewWorld(database.db));
});

describe('claiming a review', () => {
  it('never gives anybody what he wrote, in any version', async () => {
    const [author, second, other] = [await person(), await person(), await person()];
    const first = await submitted(author);
    await submitted(second, 2, first.pairId);
    expect(await claimReview(author, { projectId })).toEqual({
      kind: 'nothing',
      reason: 'not-eligible',
      waiting: 1,
    });
    expect(await claimReview(second, { projectId })).toMatchObject({ reason: 'not-eligible' });
    expect(itemOf(await claimReview(other, { projectId })).pairId).toBe(first.pairId);
    expect(await reviewCounts(author, { projectId })).toEqual({ waiting: 1, forMe: 0, decided: 0 });
  });

  it('never gives anybody what he drafted or saw the key of on the bench', async () => {
    const [author, drafter] = [await person(), await person()];
    const { pairId } = await submitted(author);
    await database.db.pairExposure.create({
      data: { pairId, userId: userId(drafter), reason: 'saw-key' },
    });
    expect(await claimReview(drafter, { projectId })).toMatchObject({ reason: 'not-eligible' });
  });

  it('gives ten reviewers who claim ten questions at once ten distinct ones', async () => {
    const author = await person('ANNOTATOR');
    for (let i = 0; i < 10; i++) await submitted(author);
    const people = await Promise.all(Array.from({ length: 10 }, () => person()));
    const got = await Promise.all(people.map((ctx) => claimReview(ctx, { projectId })));
    expect(new Set(got.map((result) => itemOf(result).pairId)).size).toBe(10);
  });

  it('names the images of the question that comes next, and claims nothing by it', async () => {
    const author = await person('ANNOTATOR');
    const first = await submitted(author);
    clock.advance(1000);
    const second = await submitted(author);
    const reviewer = await person();
    const item = itemOf(await claimReview(reviewer, { projectId }));
    expect(item.pairId).toBe(first.pairId);
    const next = await database.db.pair.findUniqueOrThrow({ where: { id: second.pairId } });
    expect(item.upcoming.map(({ id }) => id)).toEqual([next.imageAId, next.imageBId]);
    expect(next.leaseHolderId).toBeNull();
    await claimReview(await person(), { projectId });
    expect((await reviewItem(reviewer, { projectId }))?.upcoming).toEqual([]);
  });

  it('says until when others hold what is left, and offers it again after that', async () => {
    const { pairId } = await submitted(await person());
    const [first, second] = [await person(), await person()];
    await claimReview(first, { projectId });
    expect(itemOf(await claimReview(first, { projectId })).pairId).toBe(pairId);
    expect(await claimReview(second, { projectId })).toEqual({
      kind: 'nothing',
      reason: 'all-leased',
      until: '2026-01-15T09:30:00.000Z',
    });
    clock.advance(30 * 60_000);
    expect(itemOf(await claimReview(second, { projectId })).pairId).toBe(pairId);
  });

  it('is refused to raters and annotators', async () => {
    for (const role of ['RATER', 'ANNOTATOR', 'RESEARCHER'] as const) {
      const ctx = await person(role);
      await expect(claimReview(ctx, { projectId })).rejects.toMatchObject({ code: 'forbidden' });
      await expect(reviewItem(ctx, { projectId })).rejects.toMatchObject({ code: 'forbidden' });
    }
  });
});

describe('the key', () => {
  it('is in nothing that a reviewer can read before he has answered both images', async () => {
    const author = await person();
    const ref = await submitted(author);
    const reviewer = await person();
    const claimed = await claimReview(reviewer, { projectId });
    const bytes = JSON.stringify([
      claimed,
      await reviewItem(reviewer, { projectId }),
      await reviewCounts(reviewer, { projectId }),
      await renewReview(reviewer, ref),
    ]);
    for (const sentinel of [
      ...Object.values(BLIND),
      String(SEMANTIC),
      String(VISUAL),
      userId(author),
    ]) {
      expect(bytes).not.toContain(sentinel);
    }
    expect(bytes).not.toMatch(/keyForA|statement|pattern|semantic|visual|author/i);
    await expect(reviewKey(reviewer, ref)).rejects.toMatchObject({ key: 'answerFirst' });
    await expect(
      decideReview(reviewer, { ...ref, decision: { verdict: 'APPROVE', comment: 'fine' } }),
    ).rejects.toMatchObject({ key: 'answerFirst' });
  });

  it('is readable after answering, and answers cannot be changed once it is', async () => {
    const ref = await submitted(await person());
    const reviewer = await person();
    await claimReview(reviewer, { projectId });
    const key = await answerReview(reviewer, { ...ref, answerA: 2, answerB: null });
    expect(key).toMatchObject({
      keyForA: 2,
      ...BLIND,
      semantic: SEMANTIC,
      answerA: 2,
      answerB: null,
      disagreements: ['B'],
    });
    const again = await answerReview(reviewer, { ...ref, answerA: 2, answerB: 1 });
    expect(again).toMatchObject({ answerB: null, disagreements: ['B'] });
    expect(await reviewItem(reviewer, { projectId })).toMatchObject({
      answers: { answerA: 2, answerB: null },
    });
    expect(
      await database.db.pairExposure.findMany({ where: { pairId: ref.pairId } }),
    ).toMatchObject([{ userId: userId(reviewer), reason: 'reviewed' }]);
  });

  it('is refused to somebody who does not hold the review', async () => {
    const author = await person();
    const ref = await submitted(author);
    const [holder, other] = [await person(), await person()];
    await claimReview(holder, { projectId });
    for (const ctx of [other, author]) {
      await expect(answerReview(ctx, { ...ref, answerA: 2, answerB: 1 })).rejects.toMatchObject({
        code: 'lease-lost',
      });
      await expect(reviewKey(ctx, ref)).rejects.toMatchObject({ code: 'forbidden' });
    }
    await releaseReview(holder, ref);
    await expect(renewReview(holder, ref)).rejects.toMatchObject({ code: 'lease-lost' });
  });
});

describe('deciding', () => {
  async function answered(answerB: 1 | 2 | null = 1) {
    const ref = await submitted(await person());
    const reviewer = await person();
    await claimReview(reviewer, { projectId });
    await answerReview(reviewer, { ...ref, answerA: 2, answerB });
    return { ref, reviewer };
  }

  it('the same way twice is one decision, another way is a conflict', async () => {
    const { ref, reviewer } = await answered();
    const decision = { verdict: 'APPROVE', comment: '' } as const;
    const results = await Promise.all([
      decideReview(reviewer, { ...ref, decision }),
      decideReview(reviewer, { ...ref, decision }),
    ]);
    const once = { status: 'APPROVED', undoable: true };
    expect(results).toEqual([once, once]);
    expect(
      await database.db.auditEvent.count({
        where: { subjectId: ref.pairId, action: 'review.approve' },
      }),
    ).toBe(1);
    await expect(
      decideReview(reviewer, {
        ...ref,
        decision: { verdict: 'REJECT', comment: '', reason: 'OTHER' },
      }),
    ).rejects.toMatchObject({ key: 'alreadyDecided' });
  });

  it('needs a comment to approve against the own answers and to ask for changes', async () => {
    const { ref, reviewer } = await answered(2);
    for (const verdict of ['APPROVE', 'REQUEST_CHANGES'] as const) {
      await expect(
        decideReview(reviewer, { ...ref, decision: { verdict, comment: ' ' } }),
      ).rejects.toMatchObject({ key: 'commentNeeded' });
    }
    expect(
      await decideReview(reviewer, {
        ...ref,
        decision: { verdict: 'REQUEST_CHANGES', comment: 'The tail is hidden in B.' },
      }),
    ).toEqual({ status: 'CHANGES_REQUESTED', undoable: true });
    expect(await database.db.pair.findUnique({ where: { id: ref.pairId } })).toMatchObject({
      leaseHolderId: null,
      leaseExpiresAt: null,
    });
  });

  it('against the key is possible by rejecting with a reason', async () => {
    const { ref, reviewer } = await answered(null);
    await decideReview(reviewer, {
      ...ref,
      decision: { verdict: 'REJECT', comment: '', reason: 'AMBIGUOUS' },
    });
    expect(await database.db.pair.findUnique({ where: { id: ref.pairId } })).toMatchObject({
      status: 'REJECTED',
      rejection: 'AMBIGUOUS',
    });
  });

  it('on a version that the author has replaced is refused', async () => {
    const author = await person();
    const ref = await submitted(author);
    const reviewer = await person();
    await claimReview(reviewer, { projectId });
    await submitted(author, 2, ref.pairId);
    await expect(answerReview(reviewer, { ...ref, answerA: 2, answerB: 1 })).rejects.toMatchObject({
      key: 'reviewOutdated',
    });
  });
});
