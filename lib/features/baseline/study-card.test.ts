/** What the card says of practice and attention checks: what raters were given, not what the settings say today. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { createStudy } from './create-study';
import { openStudy } from './open-study';
import { PLAIN_PROTOCOL } from './schemas';
import { startRating } from './start-rating';
import { studyCard } from './study-card';
import { enterRater, makeApprovedWorld, makeOpenStudy } from './test-world';
import { withdrawFromStudy } from './withdraw-rater';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

it('counts practice and checks as they were laid out for raters, and the settings before anybody began', async () => {
  const world = await makeApprovedWorld(database.db, 4);
  const { projectId, admin, db, pairIds } = world;
  const { studyId } = await createStudy(admin, {
    ...{ projectId, name: 'S', ratersWanted: 3, trialDistance: 1, instructions: '' },
    protocol: { ...PLAIN_PROTOCOL, practiceNumbers: [4], attentionChecks: 4 },
    pairNumbers: [1, 2, 3],
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  const card = () => studyCard(admin, { projectId, studyId });
  expect(await card()).toMatchObject({
    ...{ practiceItems: 1, attentionChecks: 4, attentionChecksGiven: null },
  });
  const begin = async (label: string, met: readonly string[] = []) => {
    const rater = await enterRater(world, studyId, label);
    await db.pairExposure.createMany({
      data: met.map((pairId) => ({ pairId, userId: rater.user.id, reason: 'rated' })),
    });
    await startRating(rater.ctx, { ...rater, consent: true });
    return rater;
  };
  const plain = await begin('R1');
  expect(await card()).toMatchObject({
    ...{ practiceItems: 1, attentionChecks: 4, attentionChecksGiven: { least: 4, most: 4 } },
  });
  // Who has met two of the three pairs has two screens and one place between them.
  await begin('R2', pairIds.slice(0, 2));
  expect(await card()).toMatchObject({ attentionChecksGiven: { least: 1, most: 4 } });
  // Earlier versions practised both items of a pair, also one after the other.
  const old = await begin('R3');
  const [given] = await db.protocolTrial.findMany({
    where: { studyRaterId: old.studyRaterId, phase: 'PRACTICE' },
    omit: { pairId: false, side: false, shape: false },
  });
  const { id: _, place: __, ...item } = given!;
  await db.protocolTrial.create({
    data: { ...item, place: 99, side: item.side === 'A' ? 'B' : 'A' },
  });
  expect(await card()).toMatchObject({ practiceItems: 2 });
  for (const rater of [old, plain]) await withdrawFromStudy(rater.ctx, rater);
  expect(await card()).toMatchObject({
    ...{ practiceItems: 1, attentionChecksGiven: { least: 1, most: 1 } },
  });
});

it('counts as withdrawn who began, and not who was invited and left before', async () => {
  const world = await makeApprovedWorld(database.db, 2);
  const { projectId, admin } = world;
  const studyId = await makeOpenStudy(world);
  const [began, invited] = [
    await enterRater(world, studyId, 'R1'),
    await enterRater(world, studyId, 'R2'),
  ];
  await startRating(began.ctx, { ...began, consent: true });
  for (const rater of [began, invited]) await withdrawFromStudy(rater.ctx, rater);
  expect(await studyCard(admin, { projectId, studyId })).toMatchObject({ withdrawn: 1, left: 0 });
});
