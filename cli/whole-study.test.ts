/** A whole study: twelve raters, of whom one drops out, one fails attention and one withdraws. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { studyAnalysis } from '@/lib/features/baseline/analysis';
import { studyCard } from '@/lib/features/baseline/study-card';
import { closeStudy } from '@/lib/features/baseline/close-study';
import { createStudy } from '@/lib/features/baseline/create-study';
import { nextTrial } from '@/lib/features/baseline/next-trial';
import { openStudy } from '@/lib/features/baseline/open-study';
import { getStudy } from '@/lib/features/baseline/queries';
import { PLAIN_PROTOCOL } from '@/lib/features/baseline/schemas';
import { startRating } from '@/lib/features/baseline/start-rating';
import { submitResponse } from '@/lib/features/baseline/submit-response';
import { enterRater, makeApprovedWorld, type Rater } from '@/lib/features/baseline/test-world';
import { withdrawFromStudy } from '@/lib/features/baseline/withdraw-rater';
import { createCheckRun } from '@/lib/features/checks/create-check-run';
import type { Side } from '@/lib/domain/statistics/pair-accuracy';
import { DROP_OUT_MS } from '@/lib/domain/study-protocol';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { open, rate } from './test-study';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

describe('a study with its protocol', () => {
  it('gives the numbers worked out by hand, with and without the rater whom its rules leave out', async () => {
    const world = await makeApprovedWorld(database.db, 6);
    const { projectId, admin } = world;
    const studyId = await open(world, { attentionChecks: 2, attentionMistakesAllowed: 1 });
    const labels = Array.from({ length: 12 }, (_, k) => `R${String(k + 1).padStart(2, '0')}`);
    const raters: Rater[] = [];
    for (const label of labels) raters.push(await enterRater(world, studyId, label));
    const late = await enterRater(world, studyId, 'R13');

    // R01 to R06: the item A of pair 1 to 6 is wrong. R07 to R09: all right.
    for (const [k, rater] of raters.slice(0, 9).entries()) {
      const right = (pair: number, side: Side) => !(side === 'A' && pair === k + 1);
      expect(await rate(world, rater, { right })).toBe('done');
    }
    // R10 is wrong in both checks and on both items of pairs 4 to 6; R11 stops after four items, which
    // are of four pairs at a distance of six; R12 answers five and withdraws.
    const [failing, dropping, leaving] = raters.slice(9) as [Rater, Rater, Rater];
    const half = (pair: number) => pair <= 3;
    expect(await rate(world, failing, { attentive: false, right: half })).toBe('done');
    expect(await rate(world, dropping, { most: 4 })).toBe('left');
    expect(await rate(world, leaving, { most: 5 })).toBe('left');

    // Twelve places, twelve beginners: the next one finds none, until one has withdrawn.
    const begin = () => startRating(late.ctx, { studyRaterId: late.studyRaterId, consent: true });
    await expect(begin()).rejects.toMatchObject({ key: 'studyFull' });
    expect(await withdrawFromStudy(leaving.ctx, leaving)).toEqual({ answersDeleted: 5 });
    expect((await begin()).state).toBe('answering');
    expect(
      await world.db.protocolTrial.count({ where: { studyRaterId: leaving.studyRaterId } }),
    ).toBe(0);
    await withdrawFromStudy(late.ctx, late);

    const all = await studyAnalysis(admin, { projectId, studyId });
    // Pairs: 6 x 5 + 3 x 6 + 3 of 60. Items: 6 x 11 + 3 x 12 + 6 + 4 of 9 x 12 + 12 + 4.
    expect(all.meanIndividual.pair).toMatchObject({ estimate: expect.closeTo(51 / 60, 12) });
    expect(all.meanIndividual.item).toMatchObject({ estimate: expect.closeTo(112 / 124, 12) });
    expect(all.responses).toBe(124);
    const card = await studyCard(admin, { projectId, studyId });
    expect(card.excluded).toEqual({ attention: 1 });
    expect(card).toMatchObject({ attentionChecks: 2, withdrawn: 2, disqualified: 0, timedOut: 0 });
    const without = card.withoutExcluded;
    // Without R10: 48 of 54 pairs, 106 of 112 items.
    expect(without?.mean.pair).toMatchObject({ estimate: expect.closeTo(48 / 54, 12) });
    expect(without?.mean.item).toMatchObject({ estimate: expect.closeTo(106 / 112, 12) });
    // Every pair's item A is wrong for one rater, and for two with R10: the majority is right.
    expect(all.majority).toMatchObject({ items: 12, pairs: 6, ties: 0 });
    expect(all.majority.pair?.estimate).toBe(1);
    expect(await closeStudy(admin, { projectId, studyId })).toEqual({ measured: 6, returned: 0 });
  }, 60_000);

  it('gives a drop-out’s place to somebody else after a day, and lets him come back', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const studyId = await open(world, {}, { ratersWanted: 1 });
    const first = await enterRater(world, studyId, 'R1');
    const second = await enterRater(world, studyId, 'R2');
    expect(await rate(world, first, { most: 1 })).toBe('left');
    world.clock.advance(DROP_OUT_MS - 60_000);
    await expect(rate(world, second)).rejects.toMatchObject({ key: 'studyFull' });
    world.clock.advance(120_000);
    expect(await rate(world, second)).toBe('done');
    expect(await rate(world, first)).toBe('done');
  });

  it('tells what is right in practice only, and shows nobody the study who does not qualify', async () => {
    const world = await makeApprovedWorld(database.db, 5);
    const more = {
      ...{ practiceNumbers: [3, 4], qualifyPercent: 75 },
      ...{ completionCode: 'C0DE-1', timeCapMinutes: 60 },
    };
    const studyId = await open(world, more, { pairNumbers: [1, 2] });
    const good = await enterRater(world, studyId, 'R1');
    const { ctx, studyRaterId } = good;
    expect(await nextTrial(ctx, good)).toMatchObject({ state: 'consent', qualify: true });
    let view = await startRating(ctx, { studyRaterId, consent: true });
    if (view.state !== 'answering') throw new Error('not answering');
    expect(view.trial).toMatchObject({ phase: 'practice', position: 1, total: 2 });
    const trialId = view.trial.id;
    const sent = await submitResponse(ctx, {
      ...{ trialId, choice: null, confidence: 1, activeMs: 1, wallMs: 1 },
    });
    expect(sent.view).toMatchObject({
      state: 'feedback',
      told: [{ right: false, answer: expect.stringMatching(/^(Left|Right)$/) }],
      next: { trial: { phase: 'practice', position: 2 } },
    });
    // Half is less than 75 %: the study's items are not shown, and the person can rate them elsewhere.
    expect(await rate(world, good)).toBe('disqualified');
    expect((await nextTrial(ctx, { studyRaterId })).state).toBe('disqualified');
    // Waiting until the study's time is up gives no completion code.
    world.clock.advance(61 * 60_000);
    expect((await nextTrial(ctx, { studyRaterId })).state).toBe('disqualified');
    expect(
      await world.db.studyRater.findUniqueOrThrow({ where: { id: studyRaterId } }),
    ).toMatchObject({ finishedAt: null, completionCode: null });
    const exposures = await world.db.pairExposure.findMany({
      where: { userId: good.user.id },
      select: { pairId: true, reason: true },
      orderBy: { pair: { number: 'asc' } },
    });
    expect(exposures).toEqual(
      [2, 3].map((at) => ({ pairId: world.pairIds[at], reason: 'practised' })),
    );
    const better = await enterRater(world, studyId, 'R2');
    expect(await rate(world, better)).toBe('done');
    view = await nextTrial(better.ctx, { studyRaterId: better.studyRaterId });
    expect(view).toEqual({ state: 'done', completionCode: 'C0DE-1', handIn: null });
    const answers = await studyAnalysis(world.admin, { projectId: world.projectId, studyId });
    expect(answers).toMatchObject({ responses: 4, raters: 1 });
    await expect(
      createStudy(world.admin, {
        ...{ projectId: world.projectId, name: 'Both', ratersWanted: 1, trialDistance: 1 },
        ...{
          instructions: '',
          pairNumbers: [3],
          protocol: { ...PLAIN_PROTOCOL, practiceNumbers: [3] },
        },
      }),
    ).rejects.toMatchObject({ key: 'practiceInStudy' });
    // Practice tells the key: no other study may ask it now.
    await expect(open(world, {}, { pairNumbers: [3] })).rejects.toMatchObject({
      key: 'studyPairsPractised',
    });
    // And whoever failed it does not qualify elsewhere by having met it.
    const other = await open(world, { ...more, completionCode: null }, { pairNumbers: [5] });
    const again = await world.db.studyRater.create({
      data: { studyId: other, userId: good.user.id, label: 'R3' },
    });
    await expect(startRating(ctx, { studyRaterId: again.id, consent: true })).rejects.toMatchObject(
      { key: 'practisedBefore' },
    );
    // Who withdraws leaves no trace of how the practice went.
    await withdrawFromStudy(ctx, good);
    expect(
      await world.db.studyRater.findUniqueOrThrow({ where: { id: studyRaterId } }),
    ).toMatchObject({ disqualifiedAt: null, withdrawnAt: expect.any(Date) });
    const log = await world.db.auditEvent.findMany({ where: { subjectId: studyRaterId } });
    expect(log.map(({ data }) => Object.keys(data as object)).flat()).not.toContain('right');
  });

  it('practises the question that is current when it opens, on no item of an open study', async () => {
    const world = await makeApprovedWorld(database.db, 3);
    const { projectId, admin, db } = world;
    const draft = (practice: number) =>
      createStudy(admin, {
        ...{ projectId, name: 'Later', ratersWanted: 1, trialDistance: 1, instructions: '' },
        ...{ pairNumbers: [1], protocol: { ...PLAIN_PROTOCOL, practiceNumbers: [practice] } },
      });
    const { studyId } = await draft(3);
    const pairId = world.pairIds[2]!;
    const old = await db.questionVersion.findFirstOrThrow({
      where: { pairId },
      select: {
        ...{ authorId: true, question: true, optionOne: true, optionTwo: true },
        ...{ statementA: true, statementB: true, pattern: true },
      },
    });
    const corrected = await db.questionVersion.create({
      data: { ...old, pairId, version: 2, keyForA: 2, idempotencyKey: `${pairId}-2` },
      select: { id: true },
    });
    await db.pair.update({ where: { id: pairId }, data: { currentQuestionId: corrected.id } });
    await openStudy(admin, { projectId, studyId, version: 1 });
    expect(await db.studyPracticePair.findMany({ where: { studyId } })).toMatchObject([
      { pairId, questionId: corrected.id },
    ]);
    await closeStudy(admin, { projectId, studyId });
    const late = await draft(2);
    await open(world, {}, { pairNumbers: [2] });
    await expect(
      openStudy(admin, { projectId, studyId: late.studyId, version: 1 }),
    ).rejects.toMatchObject({
      key: 'practicePairsTaken',
    });
  });

  it('ends with the time, keeping what was answered, and a pilot measures nothing', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { projectId, admin } = world;
    const studyId = await open(world, { pilot: true, timeCapMinutes: 5 });
    const rater = await enterRater(world, studyId, 'R1');
    expect(await rate(world, rater, { most: 3 })).toBe('left');
    world.clock.advance(5 * 60_000);
    expect(await rate(world, rater)).toBe('done');
    expect((await getStudy(admin, { projectId, studyId }))?.raters).toMatchObject([
      { state: 'timed-out', answered: 3 },
    ]);
    expect(await world.db.response.count({ where: { trial: { studyRater: { studyId } } } })).toBe(
      3,
    );
    expect(await closeStudy(admin, { projectId, studyId })).toEqual({ measured: 0, returned: 2 });
    await expect(createCheckRun(admin, { projectId, studyId })).rejects.toMatchObject({
      key: 'checksPilot',
    });
    // Whoever rehearsed has seen the pairs.
    const next = await open(world, {});
    const again = await world.db.studyRater.create({
      data: { studyId: next, userId: rater.user.id, label: 'R1' },
      select: { id: true },
    });
    await expect(
      startRating(rater.ctx, { studyRaterId: again.id, consent: true }),
    ).rejects.toMatchObject({ key: 'nothingToRate' });
  });

  it('opens no study of more than five minutes without two attention checks', async () => {
    const world = await makeApprovedWorld(database.db, 16);
    await expect(open(world, { attentionChecks: 1 })).rejects.toMatchObject({
      key: 'studyNeedsChecks',
    });
  });
});
