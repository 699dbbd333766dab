/** A study whose pairs are shared among raters: who gets which, what they are told, and what it expects. */
import { expect, it } from 'vitest';
import { DROP_OUT_MS } from '@/lib/domain/study-protocol';
import { raterCounts } from '@/lib/infra/study-places';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { createStudy } from './create-study';
import { nextTrial } from './next-trial';
import { openStudy } from './open-study';
import { getStudy, listStudies } from './queries';
import { PLAIN_PROTOCOL, type StudyProtocol } from './schemas';
import { startRating } from './start-rating';
import { studyCard } from './study-card';
import { answer, enterRater, makeApprovedWorld, type Rater, type World } from './test-world';
import { withdrawFromStudy } from './withdraw-rater';

async function open(
  { projectId, admin }: World,
  ratersWanted: number,
  protocol: Partial<StudyProtocol>,
): Promise<string> {
  const { studyId } = await createStudy(admin, {
    ...{ projectId, name: 'Shared', ratersWanted, trialDistance: 20, instructions: '' },
    protocol: { ...PLAIN_PROTOCOL, ...protocol },
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  return studyId;
}

const begin = ({ ctx, studyRaterId }: Rater) => startRating(ctx, { studyRaterId, consent: true });

/** Numbers in the world of the pairs that a rater has, rising. */
async function ownPairs({ db, pairIds }: World, { studyRaterId }: Rater): Promise<number[]> {
  const rows = await db.trial.findMany({
    where: { studyRaterId, side: 'A' },
    select: { pairId: true },
  });
  return rows.map(({ pairId }) => pairIds.indexOf(pairId)).sort((a, b) => a - b);
}

/** Between the two items of a pair in the rater's order. */
async function leastDistance({ db }: World, { studyRaterId }: Rater): Promise<number> {
  const trials = await db.trial.findMany({
    where: { studyRaterId },
    select: { pairId: true, position: true },
    orderBy: { position: 'asc' },
  });
  const first = new Map<string, number>();
  const distances = trials.map(({ pairId, position }) => {
    const before = first.get(pairId);
    first.set(pairId, position);
    return before === undefined ? Infinity : position - before;
  });
  return Math.min(...distances);
}

describeOnEachDatabase('a study whose pairs are shared among raters', (database) => {
  it('gives each beginner the pairs that fewest have, refills those of drop-outs, and is full then', async () => {
    const world = await makeApprovedWorld(database().db, 6);
    const { db, clock, projectId, admin } = world;
    const studyId = await open(world, 2, { pairsPerRater: 3 });
    const rater = async (n: number) => enterRater(world, studyId, `R${n}`);
    const counts = async () => {
      const found = await raterCounts(db, studyId, clock.now());
      return world.pairIds.map((id) => found.get(id) ?? 0);
    };
    const [first, second, third, fourth] = [
      await rater(1),
      await rater(2),
      await rater(3),
      await rater(4),
    ];
    expect(await nextTrial(first.ctx, first)).toMatchObject({ state: 'consent', items: 6 });
    // All of his items answered is all: six, of three pairs.
    await answer(world, first, () => 1);
    expect(await nextTrial(first.ctx, first)).toMatchObject({ state: 'done' });
    await begin(second);
    // The two who came first have all six pairs between them.
    expect(await counts()).toEqual([1, 1, 1, 1, 1, 1]);
    const dropped = await ownPairs(world, second);
    await begin(third);
    await withdrawFromStudy(third.ctx, third);
    clock.advance(DROP_OUT_MS + 1);
    expect((await counts()).map((raters, at) => raters + Number(dropped.includes(at)))).toEqual([
      1, 1, 1, 1, 1, 1,
    ]);
    await begin(fourth);
    expect(await ownPairs(world, fourth)).toEqual(dropped);

    const [fifth, sixth, late] = [await rater(5), await rater(6), await rater(7)];
    await Promise.all([begin(fifth), begin(sixth)]);
    // Two beginners at once get different pairs, too.
    expect(await counts()).toEqual([2, 2, 2, 2, 2, 2]);
    await expect(begin(late)).rejects.toMatchObject({ key: 'studyFull' });

    const [listed] = (await listStudies(admin, { projectId })).studies;
    expect(listed).toMatchObject({ places: 4, finished: 1, answered: 6, expected: 24 });
    const detail = await getStudy(admin, { projectId, studyId });
    expect(detail).toMatchObject({ ratersWanted: 2, protocol: { pairsPerRater: 3 } });
    const card = await studyCard(admin, { projectId, studyId });
    expect(card).toMatchObject({
      ...{ studyPairs: 6, pairsPerRater: 3, pairs: 6, answers: 6, finished: 1 },
    });
    // At least three quarters of three pairs, rounded down; more where the first one's order has more.
    expect(card.trialDistance).toBeGreaterThanOrEqual(2);
    expect(card.trialDistance).toBe(await leastDistance(world, first));
  });

  it('shares out only what a rater may see, and all of it where that is less', async () => {
    const world = await makeApprovedWorld(database().db, 4);
    const { db } = world;
    const studyId = await open(world, 2, { pairsPerRater: 3 });
    const some = await enterRater(world, studyId, 'R1');
    const few = await enterRater(world, studyId, 'R2');
    const seen = async ({ user }: Rater, pairs: number[]) =>
      db.pairExposure.createMany({
        data: pairs.map((at) => ({
          pairId: world.pairIds[at]!,
          userId: user.id,
          reason: 'LOOKED',
        })),
      });
    await seen(some, [1]);
    await seen(few, [0, 3]);
    expect(await nextTrial(few.ctx, few)).toMatchObject({ state: 'consent', items: 4 });
    await begin(some);
    await begin(few);
    expect(await ownPairs(world, some)).toEqual([0, 2, 3]);
    expect(await ownPairs(world, few)).toEqual([1, 2]);
    // Three places, of 3 + 2 + 3 pairs: each pair has its two raters this time.
    const last = await enterRater(world, studyId, 'R3');
    await begin(last);
    expect(await ownPairs(world, last)).toEqual([0, 1, 3]);
  });

  it('draws the same pairs again from the same seed and label, and others for another', async () => {
    const pairsOf = async (seed: string, label: string): Promise<number[]> => {
      const world = await makeApprovedWorld(database().db, 12);
      const { projectId, admin, db } = world;
      const { studyId } = await createStudy(admin, {
        ...{ projectId, name: 'Again', ratersWanted: 1, trialDistance: 1, instructions: '' },
        protocol: { ...PLAIN_PROTOCOL, pairsPerRater: 6, presentation: 'side-by-side' },
      });
      await db.study.update({ where: { id: studyId }, data: { seed } });
      await openStudy(admin, { projectId, studyId, version: 1 });
      const rater = await enterRater(world, studyId, label);
      await begin(rater);
      return ownPairs(world, rater);
    };
    const drawn = await pairsOf('seed', 'R1');
    expect(drawn).toHaveLength(6);
    expect(await pairsOf('seed', 'R1')).toEqual(drawn);
    expect(await pairsOf('seed', 'R2')).not.toEqual(drawn);
  });

  it('needs checks for what one rater answers, takes no more pairs than there are, and is frozen', async () => {
    const world = await makeApprovedWorld(database().db, 16);
    const { db } = world;
    // 32 items are more than five minutes, 30 are not.
    await expect(open(world, 1, {})).rejects.toMatchObject({ key: 'studyNeedsChecks' });
    await expect(open(world, 1, { pairsPerRater: 17 })).rejects.toMatchObject({
      ...{ code: 'invalid', key: 'pairsPerRaterTooMany' },
    });
    const id = await open(world, 1, { pairsPerRater: 15 });
    for (const pairsPerRater of [14, null]) {
      const change = db.study.update({ where: { id }, data: { pairsPerRater } });
      await expect(change).rejects.toThrow('frozen once it has been opened');
    }
    const draft = await db.study.findFirstOrThrow({
      where: { status: 'DRAFT', projectId: world.projectId },
    });
    await expect(
      db.study.update({ where: { id: draft.id }, data: { pairsPerRater: 0 } }),
    ).rejects.toThrow('Study_pairs_per_rater');
  });
});
