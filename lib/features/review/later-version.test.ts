import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import type { TestClock } from '@/lib/testing/factories';
import { answerReview } from './answer-review';
import { claimReview } from './claim-review';
import { decideReview } from './decide-review';
import { releaseReview } from './keep-review';
import { reviewCounts } from './queries';
import { pairDecisions } from './question-versions';
import { itemOf, makeReviewWorld, userId, type ReviewWorld } from './test-world';

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

describe('a later version of a question', () => {
  it('is never reviewed by anybody who answered an earlier one, whose key he was shown', async () => {
    const author = await person('ANNOTATOR');
    const first = await submitted(author);
    const [decided, left, fresh] = [await person(), await person(), await person()];
    // One answers and leaves it, the other asks for changes; both have read the key by then.
    await claimReview(left, { projectId });
    await answerReview(left, { ...first, answerA: 2, answerB: 1 });
    await releaseReview(left, first);
    expect(await reviewCounts(left, { projectId })).toMatchObject({ forMe: 1 });
    await claimReview(decided, { projectId });
    await answerReview(decided, { ...first, answerA: 2, answerB: 1 });
    await decideReview(decided, {
      ...first,
      decision: { verdict: 'REQUEST_CHANGES', comment: 'The tail is hidden in B.' },
    });
    const second = await submitted(author, 2, first.pairId);
    for (const ctx of [decided, left]) {
      expect(await claimReview(ctx, { projectId })).toEqual({
        kind: 'nothing',
        reason: 'not-eligible',
        waiting: 1,
      });
      expect(await reviewCounts(ctx, { projectId })).toMatchObject({ waiting: 1, forMe: 0 });
      // Nor by holding it in some other way.
      await database.db.pair.update({
        where: { id: first.pairId },
        data: {
          leaseHolderId: userId(ctx),
          leaseExpiresAt: new Date(clock.now().getTime() + 1000),
        },
      });
      await expect(answerReview(ctx, { ...second, answerA: 2, answerB: 1 })).rejects.toMatchObject({
        key: 'ownQuestion',
      });
    }
    clock.advance(60_000);
    expect(itemOf(await claimReview(fresh, { projectId }))).toMatchObject({ version: 2 });
    await answerReview(fresh, { ...second, answerA: 2, answerB: 1 });
  });

  it('shows an administrator neither author nor verdicts while he may still review it', async () => {
    const author = await person('ANNOTATOR');
    const first = await submitted(author);
    const reviewer = await person();
    await claimReview(reviewer, { projectId });
    await answerReview(reviewer, { ...first, answerA: 2, answerB: 1 });
    await decideReview(reviewer, {
      ...first,
      decision: { verdict: 'REQUEST_CHANGES', comment: 'The tail is hidden in B.' },
    });
    const admin = await person('ADMIN');
    const named = [{ verdicts: [{ verdict: 'REQUEST_CHANGES' }], author: expect.any(String) }];
    expect((await pairDecisions(admin, first)).versions).toMatchObject(named);

    const second = await submitted(author, 2, first.pairId);
    const blind = await pairDecisions(admin, first);
    expect(blind.versions).toMatchObject([
      { version: 2, author: null, verdicts: [] },
      { version: 1, author: null, verdicts: [] },
    ]);
    const { name } = await database.db.user.findUniqueOrThrow({ where: { id: userId(author) } });
    expect(JSON.stringify(blind)).not.toContain(name);

    await claimReview(admin, { projectId });
    await answerReview(admin, { ...second, answerA: 2, answerB: 1 });
    await decideReview(admin, { ...second, decision: { verdict: 'APPROVE', comment: '' } });
    expect((await pairDecisions(admin, first)).versions).toMatchObject([
      { author: name, verdicts: [{ verdict: 'APPROVE' }] },
      { author: name, verdicts: [{ verdict: 'REQUEST_CHANGES' }] },
    ]);

    // Somebody who wrote a version cannot review the pair, and sees who did what.
    const wrote = await person('ADMIN');
    const own = await submitted(wrote);
    expect((await pairDecisions(wrote, own)).versions).toMatchObject([
      { author: expect.any(String), verdicts: [] },
    ]);
  });
});
