import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { createStudy } from './create-study';
import { nextTrial } from './next-trial';
import { openStudy } from './open-study';
import { getStudy } from './queries';
import { startRating } from './start-rating';
import { answer, enterRater, makeApprovedWorld } from './test-world';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

describe('the guidelines that a study was made under', () => {
  it('are those in force when it opened, on the study and on every answer, whatever comes after', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { admin, db, projectId } = world;
    const version = (number: number) =>
      db.guidelineVersion.create({
        data: {
          projectId,
          version: number,
          en: `${number}`,
          zh: '',
          summary: 'GUIDELINE SENTINEL',
        },
      });
    await version(1);
    const { studyId } = await createStudy(admin, {
      projectId,
      name: 'Which way',
      ratersWanted: 1,
      trialDistance: 1,
      instructions: 'Look closely.',
    });
    expect(await getStudy(admin, { projectId, studyId })).toMatchObject({ guidelineVersion: null });
    await version(2);
    await openStudy(admin, { projectId, studyId, version: 1 });
    await version(3);
    const rater = await enterRater(world, studyId, 'R1');
    const { ctx, studyRaterId } = rater;
    const told = [
      await nextTrial(ctx, { studyRaterId }),
      await startRating(ctx, { studyRaterId, consent: true }),
    ];
    await answer(world, rater, () => 1);
    expect(await getStudy(admin, { projectId, studyId })).toMatchObject({ guidelineVersion: 2 });
    const answers = await db.response.findMany({ select: { guidelineVersion: true } });
    expect(answers).toHaveLength(4);
    expect(new Set(answers.map(({ guidelineVersion }) => guidelineVersion))).toEqual(new Set([2]));
    // Raters get the study's instructions, and not a word of the guidelines, not even their number.
    expect(JSON.stringify(told)).toContain('Look closely.');
    expect(JSON.stringify(told)).not.toMatch(/guideline/i);
  });
});
