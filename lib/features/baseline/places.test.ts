/** Who holds a place of a study is who gives answers, be they of practice. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DROP_OUT_MS } from '@/lib/domain/study-protocol';
import { freePlaces } from '@/lib/infra/study-places';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { createStudy } from './create-study';
import { openStudy } from './open-study';
import { PLAIN_PROTOCOL } from './schemas';
import { startRating } from './start-rating';
import { submitResponse } from './submit-response';
import { enterRater, makeApprovedWorld } from './test-world';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

it('a rater who comes back after a day holds the place again from the first answer of practice', async () => {
  const world = await makeApprovedWorld(database.db, 3);
  const { projectId, admin, db, clock } = world;
  const { studyId } = await createStudy(admin, {
    ...{ projectId, name: 'S', ratersWanted: 1, trialDistance: 1, instructions: '' },
    protocol: { ...PLAIN_PROTOCOL, practiceNumbers: [2, 3] },
    pairNumbers: [1],
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  const free = () => freePlaces(db, studyId, clock.now());
  const { ctx, studyRaterId } = await enterRater(world, studyId, 'R1');
  const view = await startRating(ctx, { studyRaterId, consent: true });
  if (view.state !== 'answering') throw new Error(view.state);
  expect(await free()).toBe(0);
  clock.advance(DROP_OUT_MS);
  expect(await free()).toBe(1);
  const answer = { choice: 0, confidence: 2, activeMs: 1, wallMs: 1 } as const;
  await submitResponse(ctx, { trialId: view.trial.id, ...answer });
  expect(await free()).toBe(0);
});
