import { beforeEach, expect, it } from 'vitest';
import { claimPair } from '@/lib/features/authoring/claim-pair';
import { skipPair } from '@/lib/features/authoring/release-pair';
import { rememberLens } from '@/lib/infra/reviewable';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { makePairs } from '@/lib/testing/factories';
import { answerReview } from './answer-review';
import { claimReview } from './claim-review';
import { decideReview } from './decide-review';
import { reviewCounts } from './queries';
import { itemOf, makeReviewWorld, userId, type ReviewWorld } from './test-world';

describeOnEachDatabase('who looked at a pair through the lens', (database) => {
  let world: ReviewWorld;
  beforeEach(async () => {
    world = await makeReviewWorld(database().db);
  });
  const look = (who: Parameters<typeof userId>[0], pairId: string) =>
    rememberLens(database().db, { pairId, userId: userId(who), now: world.clock.now() });
  const exposures = (pairId: string) => database().db.pairExposure.findMany({ where: { pairId } });

  it('does not review it after he gave it back, be it that he held its lease', async () => {
    const { projectId, person, submitted } = world;
    const [looker, author, other] = [await person(), await person(), await person()];
    const [pairId] = (await makePairs(database().db, projectId, 1)) as [string];
    expect(await claimPair(looker, { projectId })).toMatchObject({ pair: { id: pairId } });
    expect(await exposures(pairId)).toMatchObject([{ reason: 'claimed' }]);
    await look(looker, pairId);
    world.clock.advance(60_000);
    await look(looker, pairId);
    expect(await exposures(pairId)).toEqual([
      { pairId, userId: userId(looker), reason: 'lens', at: new Date('2026-01-15T09:00:00.000Z') },
    ]);
    await skipPair(looker, { projectId, pairId });

    const ref = await submitted(author, 1, pairId);
    expect(await claimReview(looker, { projectId })).toMatchObject({ reason: 'not-eligible' });
    expect(await reviewCounts(looker, { projectId })).toMatchObject({ waiting: 1, forMe: 0 });
    await database().db.pair.update({
      where: { id: pairId },
      data: { leaseHolderId: userId(looker), leaseExpiresAt: new Date('2026-01-15T10:00:00Z') },
    });
    await expect(answerReview(looker, { ...ref, answerA: 2, answerB: 1 })).rejects.toMatchObject({
      key: 'ownQuestion',
    });
    await database().db.pair.update({
      where: { id: pairId },
      data: { leaseHolderId: null, leaseExpiresAt: null },
    });
    expect(itemOf(await claimReview(other, { projectId })).pairId).toBe(pairId);
  });

  it('goes on to his verdict where he had answered before', async () => {
    const { projectId, person, submitted } = world;
    const [author, reviewer] = [await person(), await person()];
    const ref = await submitted(author);
    await claimReview(reviewer, { projectId });
    await answerReview(reviewer, { ...ref, answerA: 2, answerB: 1 });
    await look(reviewer, ref.pairId);
    expect(await exposures(ref.pairId)).toMatchObject([{ reason: 'reviewed' }]);
    const decision = { verdict: 'APPROVE', comment: '' } as const;
    expect(await decideReview(reviewer, { ...ref, decision })).toMatchObject({
      status: 'APPROVED',
    });
  });

  it('is remembered as who drafted or saw the key, where he did', async () => {
    const { person, submitted } = world;
    const { pairId } = await submitted(await person());
    for (const reason of ['drafted', 'saw-key']) {
      const who = await person();
      await database().db.pairExposure.create({ data: { pairId, userId: userId(who), reason } });
      await look(who, pairId);
      expect(
        await database().db.pairExposure.findMany({ where: { pairId, userId: userId(who) } }),
      ).toMatchObject([{ reason }]);
    }
  });
});
