/** A study in two sessions: what waits for the second, whose clock decides, and what the pause costs nobody. */
import { expect, it } from 'vitest';
import { DROP_OUT_MS } from '@/lib/domain/study-protocol';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { createStudy } from './create-study';
import { nextTrial } from './next-trial';
import { openStudy } from './open-study';
import { getStudy } from './queries';
import { myRatings } from './rating-queries';
import type { RatingView } from './rating-view';
import { PLAIN_PROTOCOL, type StudyProtocol } from './schemas';
import { startRating } from './start-rating';
import { studyCard } from './study-card';
import { submitResponse } from './submit-response';
import {
  enterRater,
  makeApprovedWorld,
  storeImageBytes,
  type Rater,
  type World,
} from './test-world';
import { trialImage } from './trial-image';
import { updateStudy } from './update-study';
import { withdrawFromStudy } from './withdraw-rater';

const HOUR = 60 * 60_000;
const FIELDS = { name: 'Twice', ratersWanted: 1, trialDistance: 2, instructions: '' };
const GIVEN = { choice: 0, confidence: 2, activeMs: 1000, wallMs: 1500 } as const;

const draft = async ({ projectId, admin }: World, more: Partial<StudyProtocol> = {}) =>
  createStudy(admin, {
    ...{ projectId, ...FIELDS },
    protocol: { ...PLAIN_PROTOCOL, sessionGapHours: 24, ...more },
  });

async function open(world: World, more: Partial<StudyProtocol> = {}): Promise<string> {
  const { studyId } = await draft(world, more);
  await openStudy(world.admin, { projectId: world.projectId, studyId, version: 1 });
  return studyId;
}

/** Answers what comes until a state other than answering; a minute each. Calls `see` before each answer. */
async function rate(
  world: World,
  { ctx, studyRaterId }: Rater,
  see: (view: RatingView) => void | Promise<void> = () => undefined,
): Promise<RatingView> {
  let view = await startRating(ctx, { studyRaterId, consent: true });
  while (view.state === 'answering') {
    await see(view);
    world.clock.advance(60_000);
    ({ view } = await submitResponse(ctx, { trialId: view.trial.id, ...GIVEN }));
  }
  return view;
}

const trialsOf = (world: World, { studyRaterId }: Rater) =>
  world.db.trial.findMany({
    where: { studyRaterId },
    orderBy: { position: 'asc' },
    select: { id: true, pairId: true, response: { select: { id: true } } },
  });

describeOnEachDatabase('a study in two sessions', (database) => {
  it('withholds trials and images of the second until it opens by the server’s clock', async () => {
    const world = await makeApprovedWorld(database().db, 3);
    await storeImageBytes(world);
    const studyId = await open(world, { attentionChecks: 3 });
    const rater = await enterRater(world, studyId, 'R1');
    const { ctx, studyRaterId } = rater;
    const told: RatingView[] = [await nextTrial(ctx, { studyRaterId })];
    expect(told[0]).toMatchObject({ state: 'consent', items: 6, sessionGapHours: 24 });
    const places: string[] = [];
    const seen = (view: RatingView) => {
      told.push(view);
      if (view.state !== 'answering' || view.trial.phase !== 'study') return;
      const { session, position, total } = view.trial;
      places.push(`${session}: ${position}/${total}`);
    };
    const between = await rate(world, rater, seen);
    expect(places).toEqual(['1: 1/3', '1: 2/3', '1: 3/3']);
    const opensAt = new Date(world.clock.now().getTime() + 24 * HOUR).toISOString();
    expect(between).toEqual({ state: 'between', opensAt });

    const trials = await trialsOf(world, rater);
    const [first, second] = [trials.slice(0, 3), trials.slice(3)];
    for (const half of [first, second]) {
      expect(new Set(half.map(({ pairId }) => pairId)).size).toBe(3);
    }
    const withheld = second.map(({ id }) => id);
    const shut = async () => {
      expect(await nextTrial(ctx, { studyRaterId })).toEqual({ state: 'between', opensAt });
      for (const trialId of withheld) {
        await expect(trialImage(ctx, { trialId })).rejects.toMatchObject({ code: 'not-found' });
      }
      await expect(submitResponse(ctx, { trialId: withheld[0]!, ...GIVEN })).rejects.toMatchObject({
        key: 'trialNotCurrent',
      });
    };
    await shut();
    expect(await myRatings(ctx)).toMatchObject([{ state: 'between', answered: 3, opensAt }]);
    const detail = () => getStudy(world.admin, { projectId: world.projectId, studyId });
    expect((await detail()).raters).toMatchObject([{ state: 'between', answered: 3 }]);
    world.clock.advance(24 * HOUR - 1);
    await shut();
    // Neither does the database let anything of it be shown or answered, whatever the program does.
    const { db } = world;
    const now = world.clock.now();
    const answer = { ...{ confidence: 1, activeMs: 1, wallMs: 1 }, trialId: withheld[0]! };
    await expect(db.response.create({ data: { ...answer, createdAt: now } })).rejects.toThrow(
      'session: the second one is not open yet',
    );
    await expect(
      db.trial.update({ where: { id: withheld[0]! }, data: { firstShownAt: now } }),
    ).rejects.toThrow('session: the second one is not open yet');
    // And until here nothing of it was so much as named.
    for (const id of withheld) expect(JSON.stringify(told)).not.toContain(id);

    world.clock.advance(1);
    expect(await myRatings(ctx)).toMatchObject([{ state: 'started', opensAt: null }]);
    const current = await nextTrial(ctx, { studyRaterId });
    if (current.state !== 'answering') throw new Error(current.state);
    expect(current.trial).toMatchObject({ session: 2, position: 1, total: 3 });
    expect((await trialImage(ctx, { trialId: withheld[0]! })).length).toBeGreaterThan(0);
    await expect(trialImage(ctx, { trialId: withheld[2]! })).rejects.toThrow();
    expect(await rate(world, rater, seen)).toMatchObject({
      state: 'done',
      completionCode: expect.stringMatching(/./),
    });
    expect(places.slice(3)).toEqual(['2: 1/3', '2: 2/3', '2: 3/3']);
    const card = await studyCard(world.admin, { projectId: world.projectId, studyId });
    expect(card).toMatchObject({ sessionGapHours: 24, answers: 6 });
  });

  it('keeps the place through the pause and for a day from the opening on', async () => {
    const world = await makeApprovedWorld(database().db, 2);
    const studyId = await open(world, { sessionGapHours: 72 });
    const first = await enterRater(world, studyId, 'R1');
    const next = await enterRater(world, studyId, 'R2');
    const begin = () => startRating(next.ctx, { studyRaterId: next.studyRaterId, consent: true });
    expect((await rate(world, first)).state).toBe('between');
    for (const wait of [72 * HOUR - 1, DROP_OUT_MS]) {
      world.clock.advance(wait);
      await expect(begin()).rejects.toMatchObject({ key: 'studyFull' });
    }
    world.clock.advance(1);
    expect((await begin()).state).toBe('answering');
    // Late is not never.
    expect((await rate(world, first)).state).toBe('done');
  });

  it('counts the time of both sessions, and not that between', async () => {
    const world = await makeApprovedWorld(database().db, 2);
    const studyId = await open(world, { timeCapMinutes: 3, sessionGapHours: 1 });
    const rater = await enterRater(world, studyId, 'R1');
    const { ctx, studyRaterId } = rater;
    expect((await rate(world, rater)).state).toBe('between');
    // Two minutes are used. Six hours after the opening the third begins, at the first look.
    world.clock.advance(7 * HOUR);
    const view = await nextTrial(ctx, { studyRaterId });
    if (view.state !== 'answering') throw new Error(view.state);
    world.clock.advance(60_000);
    const sent = await submitResponse(ctx, { trialId: view.trial.id, ...GIVEN });
    expect(sent).toMatchObject({ outcome: 'stored', view: { state: 'answering' } });
    world.clock.advance(1);
    expect((await nextTrial(ctx, { studyRaterId })).state).toBe('done');
    expect((await trialsOf(world, rater)).filter(({ response }) => response)).toHaveLength(3);
  });

  it('forgets the sessions of who withdraws between them', async () => {
    const world = await makeApprovedWorld(database().db, 2);
    const rater = await enterRater(world, await open(world), 'R1');
    await rate(world, rater);
    expect(await withdrawFromStudy(rater.ctx, rater)).toEqual({ answersDeleted: 2 });
    expect(await nextTrial(rater.ctx, rater)).toEqual({ state: 'withdrawn' });
    expect(
      await world.db.studyRater.findUniqueOrThrow({ where: { id: rater.studyRaterId } }),
    ).toMatchObject({ secondFrom: null, secondOpensAt: null, secondStartedAt: null });
  });

  it('is fixed when it opens, and never side by side', async () => {
    const world = await makeApprovedWorld(database().db, 2);
    const { projectId, admin, db } = world;
    const side = { presentation: 'side-by-side' as const };
    await expect(draft(world, side)).rejects.toMatchObject({ key: 'sessionsSideBySide' });
    const { studyId } = await draft(world);
    const set = (sessionGapHours: number | null) =>
      db.study.update({ where: { id: studyId }, data: { sessionGapHours } });
    await expect(set(337)).rejects.toThrow('Study_sessions');
    await expect(
      db.study.update({ where: { id: studyId }, data: { ...side, trialDistance: 1 } }),
    ).rejects.toThrow('Study_sessions');
    const changed = { ...PLAIN_PROTOCOL, sessionGapHours: 48 };
    await updateStudy(admin, { projectId, studyId, version: 1, ...FIELDS, protocol: changed });
    await openStudy(admin, { projectId, studyId, version: 2 });
    expect(await getStudy(admin, { projectId, studyId })).toMatchObject({
      protocol: { sessionGapHours: 48 },
    });
    for (const hours of [1, null]) await expect(set(hours)).rejects.toThrow('frozen');
  });
});
