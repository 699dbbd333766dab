/** Which images a rater may report: the one or two on the screen that stands. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { closeStudy } from './close-study';
import { getStudy } from './queries';
import { reportImage } from './report-image';
import { startRating } from './start-rating';
import { submitResponse } from './submit-response';
import { enterRater, makeApprovedWorld, makeOpenStudy } from './test-world';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

it('notes the image that stands once, and none that was answered, comes later or is somebody else’s', async () => {
  const world = await makeApprovedWorld(database.db, 2);
  const { admin, projectId, db } = world;
  const studyId = await makeOpenStudy(world);
  const { ctx, studyRaterId } = await enterRater(world, studyId, 'R1');
  const other = await enterRater(world, studyId, 'R2');
  await startRating(ctx, { studyRaterId, consent: true });
  const trials = await db.trial.findMany({
    where: { studyRaterId },
    orderBy: { position: 'asc' },
    select: { id: true },
  });
  const [first, second, third] = trials.map(({ id }) => id) as [string, string, string];
  const refused = (trialId: string, who = ctx) =>
    expect(reportImage(who, { trialId })).rejects.toMatchObject({ code: 'not-found' });
  await reportImage(ctx, { trialId: first });
  await reportImage(ctx, { trialId: first });
  // The next one is loaded ahead, but nobody sees it yet.
  for (const later of [second, third]) await refused(later);
  await refused(first, other.ctx);
  const answer = { choice: 0, confidence: 1, activeMs: 1, wallMs: 1 } as const;
  await submitResponse(ctx, { trialId: first, ...answer });
  await refused(first);
  await reportImage(ctx, { trialId: second });
  expect(await getStudy(admin, { projectId, studyId })).toMatchObject({ imageReports: 2 });
  await closeStudy(admin, { projectId, studyId });
  await expect(reportImage(ctx, { trialId: second })).rejects.toMatchObject({
    key: 'studyTakesNoAnswers',
  });
});
