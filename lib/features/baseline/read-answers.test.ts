/** How answers reach the analysis: packed by the database, and read only where something is new. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packAnswers } from '@/lib/domain/statistics/packed-answers';
import { excludedRaters } from '@/lib/infra/excluded-raters';
import { answeredRaters, packedAnswers, studyAnswers } from '@/lib/infra/study-answers';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { studyAnalysis } from './analysis';
import { createStudy } from './create-study';
import { openStudy } from './open-study';
import { PLAIN_PROTOCOL } from './schemas';
import { nextTrial } from './next-trial';
import { startRating } from './start-rating';
import { submitResponse } from './submit-response';
import { studyCard } from './study-card';
import { answer, enterRater, makeApprovedWorld, makeOpenStudy } from './test-world';
import { withdrawFromStudy } from './withdraw-rater';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

describe('the answers of a study', () => {
  it('come packed as they stand, and anything new shows without reading them', async () => {
    const world = await makeApprovedWorld(database.db, 3);
    const { db, projectId, admin } = world;
    const studyId = await makeOpenStudy(world);
    const [one, two] = [
      await enterRater(world, studyId, 'R1'),
      await enterRater(world, studyId, 'R2'),
    ];
    await answer(world, one, (_pairId, side) => (side === 'A' ? 1 : null));
    await answer(world, two, () => 2, 3);

    const answers = await studyAnswers(db, studyId);
    expect(answers).toHaveLength(9);
    expect(await packedAnswers(db, studyId)).toEqual(packAnswers(answers));
    const before = await answeredRaters(db, studyId);
    expect(before).toMatchObject([
      { raterId: 'R1', answers: 6, presentations: ['single-image'] },
      { raterId: 'R2', answers: 3 },
    ]);
    expect(await answeredRaters(db, studyId)).toEqual(before);
    expect(await studyAnalysis(admin, { projectId, studyId })).toMatchObject({
      ...{ responses: 9, raters: 2, cantTell: 3 },
    });

    await answer(world, two, () => 2, 1);
    const after = await answeredRaters(db, studyId);
    expect(after[0]).toEqual(before[0]);
    expect(after[1]!.stamp).not.toBe(before[1]!.stamp);
    expect(await studyAnalysis(admin, { projectId, studyId })).toMatchObject({ responses: 10 });
    expect(await studyCard(admin, { projectId, studyId })).toMatchObject({
      answers: 10,
      cantTell: 3,
    });

    await withdrawFromStudy(one.ctx, one);
    expect(await answeredRaters(db, studyId)).toEqual([after[1]]);
    expect(await studyAnalysis(admin, { projectId, studyId })).toMatchObject({ responses: 4 });
  });

  it('leave out who was too fast by the median of all times, and give both figures then', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { db, projectId, admin } = world;
    const { studyId } = await createStudy(admin, {
      ...{ projectId, name: 'Fast', ratersWanted: 3, trialDistance: 1, instructions: '' },
      protocol: { ...PLAIN_PROTOCOL, leastMedianMs: 2000 },
    });
    await openStudy(admin, { projectId, studyId, version: 1 });
    // Of four times the median is the mean of the two in the middle: 2,000 is not under 2,000, 1,999.5 is.
    const times = { R1: [5000, 1000, 2001, 1999], R2: [5000, 1000, 2000, 1999] };
    for (const [label, own] of Object.entries(times)) {
      const { ctx, studyRaterId } = await enterRater(world, studyId, label);
      let view = await startRating(ctx, { studyRaterId, consent: true });
      for (const activeMs of own) {
        if (view.state !== 'answering') throw new Error('not answering');
        world.clock.advance(6000);
        const trialId = view.trial.id;
        const choice = label === 'R1' ? 0 : null;
        await submitResponse(ctx, { trialId, choice, confidence: 2, activeMs, wallMs: 5500 });
        view = await nextTrial(ctx, { studyRaterId });
      }
    }
    expect([...(await excludedRaters(db, studyId))]).toEqual([['R2', 'too-fast']]);
    const { withoutExcluded, agreement } = await studyAnalysis(admin, { projectId, studyId });
    // One rater is left, who agrees with nobody.
    expect(agreement.percent).toMatchObject({ defined: true, value: 0 });
    expect(withoutExcluded?.agreement.percent).toEqual({
      ...{ defined: false, reason: 'no-unit-with-two-ratings' },
    });
    const card = await studyCard(admin, { projectId, studyId });
    expect(card.withoutExcluded).toMatchObject({
      ...{ raters: 1, agreement: withoutExcluded?.agreement },
    });
  });
});
