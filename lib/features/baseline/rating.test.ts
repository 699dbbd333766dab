import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { myRatings } from './rating-queries';
import { nextTrial } from './next-trial';
import type { TrialView } from './rating-view';
import { startRating } from './start-rating';
import { canonicalChoice, submitResponse } from './submit-response';
import {
  answer,
  enterNextStudy,
  enterRater,
  makeApprovedWorld,
  makeOpenStudy,
  SENTINEL,
  storeImageBytes,
} from './test-world';
import { trialImage } from './trial-image';
import { withdrawFromStudy } from './withdraw-rater';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const ANSWER = { choice: 0, confidence: 3, activeMs: 10, wallMs: 20 } as const;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

describe('answering blind', () => {
  it('tells a rater nothing but trial, question, options and size of one image', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const studyId = await makeOpenStudy(world);
    const rater = await enterRater(world, studyId, 'R1');
    const { ctx, studyRaterId } = rater;
    const seen: TrialView[] = [];
    const told: unknown[] = [await nextTrial(ctx, { studyRaterId }), await myRatings(ctx)];
    let view = await startRating(ctx, { studyRaterId, consent: true });
    while (view.state === 'answering') {
      seen.push(view.trial);
      const submitted = await submitResponse(ctx, { trialId: view.trial.id, ...ANSWER });
      told.push(view, submitted);
      view = submitted.view;
    }
    told.push(view, await myRatings(ctx));
    expect(seen).toHaveLength(8);
    const bytes = JSON.stringify(told);

    const pairs = await world.db.pair.findMany({
      where: { projectId: world.projectId },
      select: {
        id: true,
        currentQuestionId: true,
        imageA: { select: { id: true, sha256: true, originalName: true } },
        imageB: { select: { id: true, sha256: true, originalName: true } },
        trials: { select: { id: true } },
      },
    });
    const secrets = [
      ...[SENTINEL.slug, SENTINEL.statement, SENTINEL.note, SENTINEL.pattern],
      ...[String(SENTINEL.semantic), String(SENTINEL.visual)],
      ...[world.projectId, studyId, rater.user.id],
      ...pairs.flatMap(({ id, currentQuestionId, imageA, imageB }) => [
        id,
        currentQuestionId ?? '',
        ...Object.values(imageA),
        ...Object.values(imageB),
      ]),
    ];
    for (const secret of secrets) expect(bytes).not.toContain(secret);

    for (const { trials } of pairs) {
      const [one, two] = trials.map(({ id }) => seen.find((trial) => trial.id === id));
      const idsOf = (trial?: TrialView) => new Set(JSON.stringify(trial).match(UUID));
      expect(idsOf(one).size).toBe(1);
      expect([...idsOf(one)].some((id) => idsOf(two).has(id))).toBe(false);
    }
    expect(Object.keys(seen[0]!).sort()).toEqual(
      [
        'check',
        'id',
        'image',
        'options',
        'phase',
        'position',
        'question',
        'session',
        'total',
      ].sort(),
    );
  });

  it('serves the image of the current and the next trial only, and only to its rater', async () => {
    const world = await makeApprovedWorld(database.db, 3);
    await storeImageBytes(world);
    const studyId = await makeOpenStudy(world);
    const rater = await enterRater(world, studyId, 'R1');
    const other = await enterRater(world, studyId, 'R2');
    await startRating(rater.ctx, { studyRaterId: rater.studyRaterId, consent: true });
    const trials = await world.db.trial.findMany({
      where: { studyRaterId: rater.studyRaterId },
      orderBy: { position: 'asc' },
      select: {
        id: true,
        side: true,
        pair: {
          select: { imageA: { select: { sha256: true } }, imageB: { select: { sha256: true } } },
        },
      },
    });
    for (const { id, side, pair } of trials.slice(0, 2)) {
      const image = side === 'A' ? pair.imageA : pair.imageB;
      expect((await trialImage(rater.ctx, { trialId: id })).toString()).toBe(image.sha256);
    }
    const refused = { code: 'not-found' };
    await expect(trialImage(rater.ctx, { trialId: trials[2]!.id })).rejects.toMatchObject(refused);
    await expect(trialImage(other.ctx, { trialId: trials[0]!.id })).rejects.toMatchObject(refused);
    await submitResponse(rater.ctx, { trialId: trials[0]!.id, ...ANSWER });
    await expect(trialImage(rater.ctx, { trialId: trials[0]!.id })).rejects.toMatchObject(refused);
    expect(await trialImage(rater.ctx, { trialId: trials[2]!.id })).toBeInstanceOf(Buffer);
  });

  it('keeps the first answer to a trial, however often and at once it is sent', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { ctx, studyRaterId } = await enterRater(world, await makeOpenStudy(world), 'R1');
    const view = await startRating(ctx, { studyRaterId, consent: true });
    if (view.state !== 'answering') throw new Error('not answering');
    const trialId = view.trial.id;
    const sent = await Promise.all(
      [0, 1, 0].map((choice) =>
        submitResponse(ctx, { trialId, ...ANSWER, choice: choice as 0 | 1 }),
      ),
    );
    expect(sent.map((one) => one.outcome).sort()).toEqual([
      'already-answered',
      'already-answered',
      'stored',
    ]);
    for (const one of sent) expect(one.view).toMatchObject({ trial: { position: 2 } });
    expect(await world.db.response.count({ where: { trialId } })).toBe(1);
  });

  it('takes an answer to the current trial only, with times that cannot exceed what passed', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { ctx, studyRaterId } = await enterRater(world, await makeOpenStudy(world), 'R1');
    await startRating(ctx, { studyRaterId, consent: true });
    const [first, second] = await world.db.trial.findMany({
      where: { studyRaterId },
      orderBy: { position: 'asc' },
      select: { id: true },
    });
    await expect(submitResponse(ctx, { trialId: second!.id, ...ANSWER })).rejects.toMatchObject({
      code: 'conflict',
      key: 'trialNotCurrent',
    });
    world.clock.advance(5000);
    await submitResponse(ctx, { trialId: first!.id, ...ANSWER, activeMs: 9000, wallMs: 8000 });
    const stored = await world.db.response.findUniqueOrThrow({ where: { trialId: first!.id } });
    expect(stored).toMatchObject({ wallMs: 5000, activeMs: 5000, confidence: 3 });
  });

  it('maps the place on the screen to the canonical option', () => {
    expect([0, 1, null].map((at) => canonicalChoice(at as 0 | 1 | null, false))).toEqual([
      1,
      2,
      null,
    ]);
    expect([0, 1, null].map((at) => canonicalChoice(at as 0 | 1 | null, true))).toEqual([
      2,
      1,
      null,
    ]);
  });

  it('never lays out a pair that the rater worked on or saw', async () => {
    const world = await makeApprovedWorld(database.db, 3);
    const { ctx, studyRaterId, user } = await enterRater(world, await makeOpenStudy(world), 'R1');
    const touched = world.pairIds[1]!;
    await world.db.pairExposure.create({
      data: { pairId: touched, userId: user.id, reason: 'tagged' },
    });
    expect(await nextTrial(ctx, { studyRaterId })).toMatchObject({
      ...{ state: 'consent', items: 4, qualify: false },
    });
    await startRating(ctx, { studyRaterId, consent: true });
    expect(await world.db.trial.count({ where: { studyRaterId } })).toBe(4);
    expect(await world.db.trial.count({ where: { studyRaterId, pairId: touched } })).toBe(0);
  });

  it('never lays out a pair that the rater was shown in another study, though he withdrew from it', async () => {
    const world = await makeApprovedWorld(database.db, 3);
    const firstId = await makeOpenStudy(world);
    const first = await enterRater(world, firstId, 'R1');
    await answer(world, first, () => 1, 1);
    const shown = await world.db.trial.findMany({
      where: { studyRaterId: first.studyRaterId, firstShownAt: { not: null } },
      select: { pairId: true },
    });
    expect(new Set(shown.map((trial) => trial.pairId)).size).toBe(2);
    await withdrawFromStudy(first.ctx, { studyRaterId: first.studyRaterId });
    const { ctx, studyRaterId } = await enterNextStudy(world, first, firstId);
    expect(await nextTrial(ctx, { studyRaterId })).toMatchObject({ state: 'consent', items: 2 });
    await startRating(ctx, { studyRaterId, consent: true });
    const laidOut = await world.db.trial.findMany({
      where: { studyRaterId },
      select: { pairId: true },
    });
    const [unseen] = world.pairIds.filter((id) => !shown.some(({ pairId }) => pairId === id));
    expect(laidOut).toEqual([{ pairId: unseen }, { pairId: unseen }]);
  });

  it('has nothing to rate for somebody who was shown every pair of the study before', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const firstId = await makeOpenStudy(world);
    const first = await enterRater(world, firstId, 'R1');
    await answer(world, first, () => 1);
    const { ctx, studyRaterId } = await enterNextStudy(world, first, firstId);
    expect(await nextTrial(ctx, { studyRaterId })).toMatchObject({ state: 'consent', items: 0 });
    await expect(startRating(ctx, { studyRaterId, consent: true })).rejects.toMatchObject({
      key: 'nothingToRate',
    });
  });

  it('refuses somebody who ever held a role that shows pairs', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { ctx, studyRaterId, user } = await enterRater(world, await makeOpenStudy(world), 'R1');
    for (const role of ['ANNOTATOR', 'RATER'] as const) {
      await world.db.membership.updateMany({ where: { userId: user.id }, data: { role } });
    }
    await expect(startRating(ctx, { studyRaterId, consent: true })).rejects.toMatchObject({
      key: 'raterNotBlind',
    });
  });

  it('starts once, goes on where it was, and gives one completion code', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const rater = await enterRater(world, await makeOpenStudy(world), 'R1');
    const input = { studyRaterId: rater.studyRaterId, consent: true as const };
    await Promise.all([startRating(rater.ctx, input), startRating(rater.ctx, input)]);
    expect(await world.db.trial.count({ where: { studyRaterId: rater.studyRaterId } })).toBe(4);
    await answer(world, rater, () => 1, 3);
    expect(await nextTrial(rater.ctx, input)).toMatchObject({ trial: { position: 4, total: 4 } });
    await answer(world, rater, () => 1);
    const done = await nextTrial(rater.ctx, input);
    expect(done).toMatchObject({
      state: 'done',
      completionCode: expect.stringMatching(/^\w{10}$/),
    });
    expect(await nextTrial(rater.ctx, input)).toEqual(done);
  });

  it('deletes every answer of a rater who withdraws, and keeps the row', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const rater = await enterRater(world, await makeOpenStudy(world), 'R1');
    const { ctx, studyRaterId } = rater;
    await answer(world, rater, () => 1);
    expect(await withdrawFromStudy(ctx, { studyRaterId })).toEqual({ answersDeleted: 4 });
    expect(await world.db.trial.count({ where: { studyRaterId } })).toBe(0);
    expect(await world.db.response.count({ where: { trial: { studyRaterId } } })).toBe(0);
    expect(await nextTrial(ctx, { studyRaterId })).toEqual({ state: 'withdrawn' });
    await expect(startRating(ctx, { studyRaterId, consent: true })).rejects.toMatchObject({
      key: 'raterWithdrawn',
    });
  });

  it('shows one rater nothing of another', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const studyId = await makeOpenStudy(world);
    const one = await enterRater(world, studyId, 'R1');
    const two = await enterRater(world, studyId, 'R2');
    await expect(nextTrial(two.ctx, { studyRaterId: one.studyRaterId })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await myRatings(two.ctx)).toHaveLength(1);
  });
});
