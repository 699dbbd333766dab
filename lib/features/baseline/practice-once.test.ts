/** Practice tells keys, and may decide who goes on. So nobody may meet the same practice in two studies. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { closeStudy } from './close-study';
import { createStudy } from './create-study';
import { nextTrial } from './next-trial';
import { openStudy } from './open-study';
import { PLAIN_PROTOCOL, type StudyProtocol } from './schemas';
import { startRating } from './start-rating';
import { enterRater, makeApprovedWorld, type Rater, type World } from './test-world';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

async function open(
  { projectId, admin }: World,
  pair: number,
  protocol: Partial<StudyProtocol>,
): Promise<string> {
  const { studyId } = await createStudy(admin, {
    ...{ projectId, name: 'S', ratersWanted: 3, trialDistance: 1, instructions: '' },
    protocol: { ...PLAIN_PROTOCOL, practiceNumbers: [3, 4], ...protocol },
    pairNumbers: [pair],
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  return studyId;
}

/** The person of `rater`, invited to another study as well. */
async function alsoIn({ db }: World, { ctx, user }: Rater, studyId: string): Promise<Rater> {
  const data = { studyId, userId: user.id, label: 'R1' };
  const { id } = await db.studyRater.create({ data, select: { id: true } });
  return { ctx, user, studyRaterId: id };
}

const begin = ({ ctx, studyRaterId }: Rater) => startRating(ctx, { studyRaterId, consent: true });

describe('who has begun a study and not practised yet', () => {
  it('cannot qualify by the same practice for another one, while the first is open', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const firstId = await open(world, 1, { qualifyPercent: 50 });
    const first = await enterRater(world, firstId, 'R1');
    const second = await alsoIn(world, first, await open(world, 2, { qualifyPercent: 50 }));
    await begin(first);
    await expect(begin(second)).rejects.toMatchObject({ key: 'practisedBefore' });
    expect(await world.db.trial.count({ where: { studyRaterId: second.studyRaterId } })).toBe(0);
  });

  it('practises nothing twice where practice decides nothing', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const first = await enterRater(world, await open(world, 1, {}), 'R1');
    const second = await alsoIn(world, first, await open(world, 2, {}));
    await begin(first);
    expect(await nextTrial(second.ctx, second)).toMatchObject({ state: 'consent', practice: 0 });
    expect(await begin(second)).toMatchObject({ state: 'answering', trial: { phase: 'study' } });
  });

  it('may practise it in the next study, once the first is closed and has never shown it', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const { projectId, admin } = world;
    const firstId = await open(world, 1, { qualifyPercent: 50 });
    const first = await enterRater(world, firstId, 'R1');
    await begin(first);
    const shown = await world.db.pairExposure.count({ where: { userId: first.user.id } });
    expect(shown).toBe(1);
    await closeStudy(admin, { projectId, studyId: firstId });
    const second = await alsoIn(world, first, await open(world, 2, {}));
    expect(await nextTrial(second.ctx, second)).toMatchObject({ practice: 1 });
  });
});
