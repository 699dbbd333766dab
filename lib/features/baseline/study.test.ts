import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Choice, Side } from '@/lib/domain/statistics/pair-accuracy';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { as, makeMember, userActor } from '@/lib/testing/factories';
import { studyAnalysis } from './analysis';
import { closeStudy } from './close-study';
import { createStudy } from './create-study';
import { openStudy } from './open-study';
import { getStudy, listStudies } from './queries';
import { PLAIN_PROTOCOL } from './schemas';
import { submitResponse } from './submit-response';
import { answer, enterRater, makeApprovedWorld, makeOpenStudy, type World } from './test-world';
import { startRating } from './start-rating';
import { updateStudy } from './update-study';
import { withdrawRater } from './withdraw-rater';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

const SETTINGS = { name: 'S', ratersWanted: 3, trialDistance: 20, instructions: '' };

const statuses = async (world: World): Promise<string[]> => {
  const rows = await world.db.pair.findMany({
    where: { projectId: world.projectId },
    orderBy: { number: 'asc' },
    select: { status: true },
  });
  return rows.map((row) => row.status);
};

describe('the life of a study', () => {
  it('takes the approved pairs in when it opens, and is frozen from then on', async () => {
    const world = await makeApprovedWorld(database.db, 3);
    const { projectId, admin } = world;
    const { studyId, pairs } = await createStudy(admin, { projectId, ...SETTINGS });
    expect(pairs).toBe(3);
    const study = { projectId, studyId };
    const draft = { ...study, ...SETTINGS, pairNumbers: [1, 3] };
    expect(await updateStudy(admin, { ...draft, version: 1 })).toEqual({ version: 2, pairs: 2 });
    await expect(updateStudy(admin, { ...draft, version: 1 })).rejects.toMatchObject({
      key: 'studyStale',
      current: { version: 2 },
    });
    await expect(openStudy(admin, { ...study, version: 1 })).rejects.toMatchObject({
      ...{ code: 'conflict', key: 'studyChangedBeforeOpening', current: { version: 2 } },
    });
    await openStudy(admin, { ...study, version: 2 });
    expect(await statuses(world)).toEqual(['IN_STUDY', 'APPROVED', 'IN_STUDY']);
    await expect(updateStudy(admin, { ...draft, version: 3 })).rejects.toMatchObject({
      key: 'studyFrozen',
    });
    await expect(openStudy(admin, { ...study, version: 3 })).rejects.toMatchObject({
      key: 'studyAlreadyOpened',
    });
  });

  it('takes no rule that could decide nothing, neither saved nor opened', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { projectId, admin, db } = world;
    const rules = [
      { data: { qualifyPercent: 50 }, key: 'qualifyWithoutPractice' },
      { data: { attentionChecks: 2, attentionMistakesAllowed: 2 }, key: 'mistakesNeverTooMany' },
      // Two pairs are four screens with three places between them, side by side two screens with one.
      { data: { attentionChecks: 4 }, key: 'checksTooMany' },
      {
        data: { attentionChecks: 2, presentation: 'side-by-side' as const },
        columns: { trialDistance: 1 },
        key: 'checksTooMany',
      },
      { data: { attentionChecks: 2, pairsPerRater: 1 }, key: 'checksTooMany' },
    ];
    for (const { data, key, columns = {} } of rules) {
      const protocol = { ...PLAIN_PROTOCOL, ...data };
      await expect(createStudy(admin, { projectId, ...SETTINGS, protocol })).rejects.toMatchObject({
        key,
      });
      const { studyId } = await createStudy(admin, { projectId, ...SETTINGS });
      const draft = { projectId, studyId, version: 1 };
      await expect(updateStudy(admin, { ...draft, ...SETTINGS, protocol })).rejects.toMatchObject({
        key,
      });
      await db.study.update({ where: { id: studyId }, data: { ...data, ...columns } });
      await expect(openStudy(admin, draft)).rejects.toMatchObject({ key });
    }
    expect(await statuses(world)).toEqual(['APPROVED', 'APPROVED']);
  });

  it('refuses to open without pairs, or with pairs that another open study holds', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { projectId, admin } = world;
    const first = await createStudy(admin, { projectId, ...SETTINGS });
    const second = await createStudy(admin, { projectId, ...SETTINGS });
    await openStudy(admin, { projectId, studyId: first.studyId, version: 1 });
    await expect(
      openStudy(admin, { projectId, studyId: second.studyId, version: 1 }),
    ).rejects.toMatchObject({
      key: 'studyPairsTaken',
      params: { count: 2 },
    });
    const empty = await createStudy(admin, { projectId, ...SETTINGS });
    await expect(
      openStudy(admin, { projectId, studyId: empty.studyId, version: 1 }),
    ).rejects.toMatchObject({
      key: 'studyWithoutPairs',
    });
    await expect(
      createStudy(admin, { projectId, ...SETTINGS, pairNumbers: [1, 99] }),
    ).rejects.toMatchObject({ key: 'studyPairsNotApproved', params: { list: '1, 99' } });
  });

  it('measures the pairs with both items answered by one rater and gives the others back', async () => {
    const world = await makeApprovedWorld(database.db, 3);
    const { projectId, admin } = world;
    const studyId = await makeOpenStudy(world, 3);
    const rater = await enterRater(world, studyId, 'R1');
    await enterRater(world, studyId, 'R2');
    // Distance 3 with 3 pairs: the fourth trial completes exactly the first pair.
    await answer(world, rater, () => 1, 4);
    expect(await closeStudy(admin, { projectId, studyId })).toEqual({ measured: 1, returned: 2 });
    expect((await statuses(world)).sort()).toEqual(['APPROVED', 'APPROVED', 'MEASURED']);
    const late = await world.db.trial.findFirstOrThrow({
      where: { studyRaterId: rater.studyRaterId, position: 5 },
      select: { id: true },
    });
    await expect(
      submitResponse(rater.ctx, {
        trialId: late.id,
        choice: 0,
        confidence: 1,
        activeMs: 1,
        wallMs: 1,
      }),
    ).rejects.toMatchObject({ key: 'studyTakesNoAnswers' });
  });

  it('takes no measurement away from a pair that nobody comes to when it is rated again', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { projectId, admin, db } = world;
    const first = await makeOpenStudy(world, 1, [1]);
    await answer(world, await enterRater(world, first, 'R1'), () => 1);
    await closeStudy(admin, { projectId, studyId: first });
    const again = { projectId, ...SETTINGS, pairNumbers: [1, 2] };
    const second = await createStudy(admin, again);
    await openStudy(admin, { projectId, studyId: second.studyId, version: 1 });
    expect(await closeStudy(admin, { projectId, studyId: second.studyId })).toEqual({
      measured: 1,
      returned: 1,
    });
    expect(await statuses(world)).toEqual(['MEASURED', 'APPROVED']);
    // A pilot would give it back as not measured, and says so.
    const pilot = await createStudy(admin, {
      ...again,
      protocol: { ...PLAIN_PROTOCOL, pilot: true },
    });
    await expect(
      openStudy(admin, { projectId, studyId: pilot.studyId, version: 1 }),
    ).rejects.toMatchObject({ key: 'pilotPairsMeasured', params: { count: 1 } });
    // Nor is a pair measured whose only rater has taken the answers back.
    const third = await createStudy(admin, again);
    await openStudy(admin, { projectId, studyId: third.studyId, version: 1 });
    const rated = await db.studyRater.findFirstOrThrow({ where: { studyId: first } });
    await withdrawRater(admin, { projectId, studyId: first, studyRaterId: rated.id });
    expect(await closeStudy(admin, { projectId, studyId: third.studyId })).toEqual({
      measured: 0,
      returned: 2,
    });
  });

  it('shows a researcher pseudonyms and progress, and lets him change nothing', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { projectId } = world;
    const studyId = await makeOpenStudy(world);
    const rater = await enterRater(world, studyId, 'R1');
    await answer(world, rater, () => 1, 3);
    const user = await makeMember(world.db, projectId, 'RESEARCHER');
    const researcher = as(world.admin, userActor(user, projectId, 'RESEARCHER'));
    const study = await getStudy(researcher, { projectId, studyId });
    expect(study.raters).toMatchObject([{ label: 'R1', name: null, answered: 3, total: 4 }]);
    const { studies } = await listStudies(researcher, { projectId });
    expect(studies).toMatchObject([{ pairs: 2, finished: 0, answered: 3, expected: 12 }]);
    await expect(closeStudy(researcher, { projectId, studyId })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      studyAnalysis(as(world.admin, userActor(rater.user, projectId, 'RATER')), {
        projectId,
        studyId,
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

/** Whether each rater is right on A and B of four pairs; null is "can't tell". */
const ANSWERS: Record<string, [boolean | null, boolean | null][]> = {
  R1: [
    [true, true],
    [true, true],
    [true, false],
    [true, true],
  ],
  R2: [
    [true, true],
    [true, false],
    [false, true],
    [true, true],
  ],
  R3: [
    [true, true],
    [true, true],
    [false, false],
    [true, null],
  ],
};

describe('what three raters measured', () => {
  it('agrees with the numbers worked out by hand', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const { projectId, admin } = world;
    const studyId = await makeOpenStudy(world);
    for (const [label, rows] of Object.entries(ANSWERS)) {
      const rater = await enterRater(world, studyId, label);
      await answer(world, rater, (pairId: string, side: Side): Choice | null => {
        const right = rows[world.pairIds.indexOf(pairId)]![side === 'A' ? 0 : 1];
        // The key is option 1 for A and so option 2 for B.
        return right === null ? null : right === (side === 'A') ? 1 : 2;
      });
    }
    const analysis = await studyAnalysis(admin, { projectId, studyId });
    // Items right: 7, 6 and 5 of 8; pairs right: 3, 2 and 2 of 4.
    expect(analysis.perRater.map((rater) => [rater.itemsRight, rater.pairsRight])).toEqual([
      [7, 3],
      [6, 2],
      [5, 2],
    ]);
    expect(analysis.meanIndividual.item).toMatchObject({
      estimate: 18 / 24,
      nRaters: 3,
      nPairs: 4,
    });
    expect(analysis.meanIndividual.pair).toMatchObject({
      estimate: 7 / 12,
      note: 'few-raters',
      method: { name: 'crossed-logit-t', draws: 2000 },
    });
    // Majority: both items of pair 3 are wrong, all others right. Wilson's interval of 3 of 4 from
    // his formula (JASA 22, 1927): (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n), z = 1.95996.
    expect(analysis.majority).toMatchObject({ items: 8, pairs: 4, ties: 0 });
    expect(analysis.majority.item?.estimate).toBe(6 / 8);
    expect(analysis.majority.pair?.estimate).toBe(3 / 4);
    expect(analysis.majority.pair?.lower).toBeCloseTo(0.3006, 4);
    expect(analysis.majority.pair?.upper).toBeCloseTo(0.9544, 4);
    // Four unanimous items and four split two to one (1 of 3 pairs of raters equal): (4 + 4/3) / 8.
    expect(analysis.agreement.percent).toMatchObject({ value: expect.closeTo(2 / 3, 12) });
    expect(analysis.cantTellShare).toBeCloseTo(1 / 24, 12);
    expect(analysis.medianActiveMs).toBe(3000);
    expect(analysis.responses).toBe(24);
    // Pairs 1 and 3 are of one pattern, 2 and 4 of the other: (2 + 0 + ...) right pairs of 6 each.
    expect(analysis.perPattern.map((row) => [row.pattern, row.pairs])).toEqual([
      ['orientation', 2],
      ['viewpoint', 2],
    ]);
    expect(analysis.perPattern.map((row) => row.pair.available && row.pair.estimate)).toEqual([
      4 / 6,
      3 / 6,
    ]);
    expect(await studyAnalysis(admin, { projectId, studyId })).toEqual(analysis);
  });

  it('says that nothing was measured instead of giving a number', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { projectId, admin } = world;
    const studyId = await makeOpenStudy(world);
    const { ctx, studyRaterId } = await enterRater(world, studyId, 'R1');
    await startRating(ctx, { studyRaterId, consent: true });
    const analysis = await studyAnalysis(admin, { projectId, studyId });
    expect(analysis.meanIndividual.pair).toMatchObject({ available: false, reason: 'no-answers' });
    expect(analysis).toMatchObject({ responses: 0, cantTellShare: null, medianActiveMs: null });
    expect(analysis.majority).toMatchObject({ item: null, pair: null });
  });
});
