import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { nextTrial } from './next-trial';
import { startRating } from './start-rating';
import { answer, enterRater, enterNextStudy, makeApprovedWorld, makeOpenStudy } from './test-world';
import { withdrawFromStudy } from './withdraw-rater';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

describe('what the database itself refuses', () => {
  it('a trial on a pair that the rater saw, or on one outside the study', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const outside = await makeApprovedWorld(database.db, 1);
    const { studyRaterId, user } = await enterRater(world, await makeOpenStudy(world), 'R1');
    const trial = { studyRaterId, position: 1, side: 'A', optionsSwapped: false } as const;
    const [seen, unseen] = world.pairIds as [string, string];
    for (const reason of ['wrote', 'lens']) {
      const key = { pairId: seen, userId: user.id };
      await world.db.pairExposure.upsert({
        where: { pairId_userId: key },
        create: { ...key, reason },
        update: { reason },
      });
      await expect(world.db.trial.create({ data: { ...trial, pairId: seen } })).rejects.toThrow(
        'worked on this pair',
      );
    }
    await expect(
      world.db.trial.create({ data: { ...trial, pairId: outside.pairIds[0]! } }),
    ).rejects.toThrow('not in the study');
    await world.db.trial.create({ data: { ...trial, pairId: unseen } });
    for (const role of ['RESEARCHER', 'RATER'] as const) {
      await world.db.membership.updateMany({ where: { userId: user.id }, data: { role } });
    }
    await expect(
      world.db.trial.create({ data: { ...trial, side: 'B', position: 2, pairId: unseen } }),
    ).rejects.toThrow('may have seen pairs');
  });

  it('a trial on a pair that the rater was shown in another study, also after withdrawing from it', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const firstId = await makeOpenStudy(world);
    const first = await enterRater(world, firstId, 'R1');
    const view = await startRating(first.ctx, { studyRaterId: first.studyRaterId, consent: true });
    if (view.state !== 'answering') throw new Error('not answering');
    // Shown and never answered.
    const { pairId: shown } = await world.db.trial.findUniqueOrThrow({
      where: { id: view.trial.id },
      select: { pairId: true },
    });
    const unshown = world.pairIds.find((id) => id !== shown)!;
    const { studyRaterId } = await enterNextStudy(world, first, firstId);
    const trial = { studyRaterId, position: 1, side: 'A', optionsSwapped: false } as const;
    for (const leave of [false, true]) {
      if (leave) await withdrawFromStudy(first.ctx, { studyRaterId: first.studyRaterId });
      await expect(world.db.trial.create({ data: { ...trial, pairId: shown } })).rejects.toThrow(
        'shown this pair in another study',
      );
    }
    await world.db.trial.create({ data: { ...trial, pairId: unshown } });
  });

  it('changing an answer, and an answer to a study that is not open', async () => {
    const world = await makeApprovedWorld(database.db, 1);
    const studyId = await makeOpenStudy(world);
    const rater = await enterRater(world, studyId, 'R1');
    await answer(world, rater, () => 1, 1);
    await expect(world.db.response.updateMany({ data: { choice: 2 } })).rejects.toThrow();
    const [kept] = await world.db.response.findMany({ select: { choice: true } });
    expect(kept?.choice).toBe(1);
    const view = await nextTrial(rater.ctx, { studyRaterId: rater.studyRaterId });
    if (view.state !== 'answering') throw new Error('not answering');
    await world.db.study.update({ where: { id: studyId }, data: { status: 'CLOSED' } });
    await expect(
      world.db.response.create({
        data: { trialId: view.trial.id, choice: 1, confidence: 1, activeMs: 0, wallMs: 0 },
      }),
    ).rejects.toThrow('takes no answers');
  });

  it('changing the settings or the pairs of a study that was opened', async () => {
    const world = await makeApprovedWorld(database.db, 1);
    const studyId = await makeOpenStudy(world);
    const { ctx, studyRaterId } = await enterRater(world, studyId, 'R1');
    await startRating(ctx, { studyRaterId, consent: true });
    for (const data of [{ seed: 'x' }, { trialDistance: 1 }, { status: 'DRAFT' as const }]) {
      await expect(world.db.study.update({ where: { id: studyId }, data })).rejects.toThrow(
        'frozen',
      );
    }
    await expect(world.db.studyPair.deleteMany({ where: { studyId } })).rejects.toThrow('frozen');
  });
});
