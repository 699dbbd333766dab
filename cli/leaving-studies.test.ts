/** How raters leave a study before its end, and what of their answers stays. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeStudy } from '@/lib/features/baseline/close-study';
import { getStudy } from '@/lib/features/baseline/queries';
import { myRatings } from '@/lib/features/baseline/rating-queries';
import { nextTrial } from '@/lib/features/baseline/next-trial';
import { startRating } from '@/lib/features/baseline/start-rating';
import { submitResponse } from '@/lib/features/baseline/submit-response';
import { studyCard } from '@/lib/features/baseline/study-card';
import {
  enterRater,
  makeApprovedWorld,
  storeImageBytes,
  type Rater,
  type World,
} from '@/lib/features/baseline/test-world';
import { trialImage } from '@/lib/features/baseline/trial-image';
import { withdrawFromStudy } from '@/lib/features/baseline/withdraw-rater';
import { setJoinLink } from '@/lib/features/people/join-link';
import { changeRole, removeMember } from '@/lib/features/people/change-role';
import { freePlaces } from '@/lib/infra/study-places';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { open, rate } from './test-study';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

/** What the database holds of a rater's part. */
const held = async ({ db }: World, studyRaterId: string) => ({
  answers: await db.response.count({ where: { trial: { studyRaterId } } }),
  trials: await db.trial.count({ where: { studyRaterId } }),
  protocol: await db.protocolTrial.count({ where: { studyRaterId } }),
});
const NOTHING = { answers: 0, trials: 0, protocol: 0 };

describe('raters whom an administrator takes out', () => {
  it('leave no answer of an unfinished part, and all of a finished part and of a closed study', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const { projectId, admin, db } = world;
    const more = { practiceNumbers: [4], attentionChecks: 1 };
    const closed = await open(world, {}, { pairNumbers: [1] });
    const stayed = await enterRater(world, closed, 'R1');
    await rate(world, stayed, { most: 1 });
    await closeStudy(admin, { projectId, studyId: closed });
    const studyId = await open(world, more, { pairNumbers: [2, 3] });
    const raters: Rater[] = [];
    for (const label of ['R1', 'R2', 'R3']) raters.push(await enterRater(world, studyId, label));
    const [promoted, removed, finished] = raters as [Rater, Rater, Rater];
    for (const rater of [promoted, removed]) await rate(world, rater, { most: 1 });
    expect(await rate(world, finished)).toBe('done');
    const seen = await db.pairExposure.findMany({ where: { userId: promoted.user.id } });

    for (const { user } of [promoted, finished, stayed]) {
      await changeRole(admin, { projectId, userId: user.id, role: 'RESEARCHER' });
    }
    await removeMember(admin, { projectId, userId: removed.user.id });
    for (const { studyRaterId } of [promoted, removed]) {
      expect(await held(world, studyRaterId)).toEqual(NOTHING);
      expect(
        await db.auditEvent.findFirst({
          where: { subjectId: studyRaterId, action: 'rating.withdraw' },
        }),
      ).toMatchObject({ data: { studyId, answersDeleted: 1 } });
    }
    expect(await db.pairExposure.findMany({ where: { userId: promoted.user.id } })).toEqual(seen);
    expect(seen.length).toBeGreaterThan(1);
    expect(await held(world, finished.studyRaterId)).toMatchObject({ answers: 4 });
    expect(await held(world, stayed.studyRaterId)).toMatchObject({ answers: 1 });
    const card = await studyCard(admin, { projectId, studyId });
    expect(card).toMatchObject({ withdrawn: 2, answers: 4, raters: 1 });
  });

  it('before answers were deleted with it: migrating deletes them, and nobody else’s', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const studyId = await open(world, { attentionChecks: 1 });
    const marked = await enterRater(world, studyId, 'R1');
    const answering = await enterRater(world, studyId, 'R2');
    for (const rater of [marked, answering]) await rate(world, rater, { most: 2 });
    const kept = await held(world, answering.studyRaterId);
    expect(kept).toMatchObject({ answers: 2 });
    await world.db.studyRater.update({
      where: { id: marked.studyRaterId },
      data: { withdrawnAt: world.clock.now() },
    });
    const sql = await readFile(
      'prisma/migrations/20261127190000_withdrawn_answers/migration.sql',
      'utf8',
    );
    for (const statement of sql.replace(/--.*$/gm, '').split(';')) {
      if (statement.trim() !== '') await world.db.$executeRawUnsafe(statement);
    }
    expect(await held(world, marked.studyRaterId)).toEqual(NOTHING);
    expect(await held(world, answering.studyRaterId)).toEqual(kept);
  });
});

const ANSWER = { choice: 0, confidence: 2, activeMs: 1, wallMs: 1 } as const;

/** The study, which is open, has a code for people who are not taken; these raters came in by its open link. */
async function openLink(world: World, studyId: string, raters: readonly Rater[]): Promise<void> {
  const { admin, projectId, db } = world;
  await setJoinLink(admin, {
    ...{ projectId, studyId, renew: false, maxRaters: null, expiresAt: null },
    ...{ participantsOnly: false, screenOutCode: 'NOT-TAKEN' },
  });
  await db.openRater.createMany({
    data: raters.map(({ studyRaterId }) => ({
      ...{ studyRaterId, studyId, resumeHash: studyRaterId, platform: 'prolific' },
    })),
  });
}
const NOT_TAKEN = { platform: 'prolific', url: expect.stringContaining('NOT-TAKEN') };

describe('the time of a rater', () => {
  it('gives no completion code for waiting, and the place to somebody else', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const { projectId, admin, db } = world;
    const more = { timeCapMinutes: 5, practiceNumbers: [3, 4], qualifyPercent: 100 };
    const studyId = await open(world, more, { pairNumbers: [1, 2], ratersWanted: 1 });
    const raters: Rater[] = [];
    for (const label of ['R1', 'R2', 'R3']) raters.push(await enterRater(world, studyId, label));
    await openLink(world, studyId, raters);
    const [waiting, short, next] = raters as [Rater, Rater, Rater];
    // Amid practice, which would be failed.
    const first = await startRating(waiting.ctx, { ...waiting, consent: true });
    if (first.state !== 'answering') throw new Error('not answering');
    await submitResponse(waiting.ctx, { ...ANSWER, choice: null, trialId: first.trial.id });
    expect(await freePlaces(db, studyId, world.clock.now())).toBe(0);
    world.clock.advance(5 * 60_000 + 1);
    const ended = { state: 'out-of-time', screenOutCode: 'NOT-TAKEN', handIn: NOT_TAKEN };
    expect(await nextTrial(waiting.ctx, waiting)).toEqual(ended);
    expect(await freePlaces(db, studyId, world.clock.now())).toBe(1);
    // One of four items is less than half.
    expect(await rate(world, short, { most: 1 })).toBe('left');
    world.clock.advance(5 * 60_000);
    const late = await db.trial.findFirstOrThrow({
      where: { studyRaterId: short.studyRaterId, position: 2 },
    });
    const sent = await submitResponse(short.ctx, { ...ANSWER, trialId: late.id });
    expect(sent).toEqual({ outcome: 'time-is-up', view: ended });
    expect(await nextTrial(short.ctx, short)).toEqual(ended);
    expect(await myRatings(short.ctx)).toMatchObject([{ state: 'out-of-time', answered: 1 }]);
    expect(await db.studyRater.findUnique({ where: { id: short.studyRaterId } })).toMatchObject({
      ...{ finishedAt: null, completionCode: null },
    });
    expect(await rate(world, next)).toBe('done');
    expect((await getStudy(admin, { projectId, studyId })).raters).toMatchObject([
      { state: 'out-of-time', answered: 0 },
      { state: 'out-of-time', answered: 1 },
      { state: 'done', answered: 4 },
    ]);
    const card = await studyCard(admin, { projectId, studyId });
    expect(card).toMatchObject({ timedOut: 2, outOfTime: 2, answers: 5 });
  });

  it('ends with the code where half is answered, and takes nothing after it', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { projectId, admin, db } = world;
    const studyId = await open(world, { timeCapMinutes: 5 });
    const rater = await enterRater(world, studyId, 'R1');
    expect(await rate(world, rater, { most: 2 })).toBe('left');
    world.clock.advance(5 * 60_000);
    const view = await nextTrial(rater.ctx, rater);
    expect(view).toMatchObject({
      state: 'done',
      completionCode: expect.stringMatching(/^\w{10}$/),
    });
    const { id: trialId } = await db.trial.findFirstOrThrow({
      where: { studyRaterId: rater.studyRaterId, position: 3 },
    });
    expect(await submitResponse(rater.ctx, { ...ANSWER, trialId })).toEqual({
      ...{ outcome: 'time-is-up', view },
    });
    expect(await held(world, rater.studyRaterId)).toMatchObject({ answers: 2 });
    const card = await studyCard(admin, { projectId, studyId });
    expect(card).toMatchObject({ timedOut: 1, outOfTime: 0 });
  });
});

it('closing a study leaves whoever is amid it a code: for half of the items that of the study', async () => {
  const world = await makeApprovedWorld(database.db, 2);
  const { projectId, admin } = world;
  const studyId = await open(world, { completionCode: 'C0DE' });
  const raters: Rater[] = [];
  for (const label of ['R1', 'R2', 'R3']) raters.push(await enterRater(world, studyId, label));
  await openLink(world, studyId, raters);
  const [half, begun, invited] = raters as [Rater, Rater, Rater];
  await rate(world, half, { most: 2 });
  await rate(world, begun, { most: 1 });
  await closeStudy(admin, { projectId, studyId });
  const end = async (rater: Rater) => {
    const view = await nextTrial(rater.ctx, rater);
    return view.state === 'closed' ? view.end : view.state;
  };
  expect(await end(half)).toEqual({
    kind: 'completion',
    code: 'C0DE',
    handIn: { platform: 'prolific', url: expect.stringContaining('C0DE') },
  });
  expect(await end(begun)).toEqual({ kind: 'screen-out', code: 'NOT-TAKEN', handIn: NOT_TAKEN });
  expect(await end(invited)).toBeNull();
  expect((await getStudy(admin, { projectId, studyId })).raters).toMatchObject([
    ...[{ state: 'cut-off' }, { state: 'cut-off' }, { state: 'invited' }],
  ]);
});

it('whoever is taken out of the project after the closing still finds the code', async () => {
  const world = await makeApprovedWorld(database.db, 2);
  const { projectId, admin } = world;
  const studyId = await open(world, { completionCode: 'C0DE' });
  const raters: Rater[] = [];
  for (const label of ['R1', 'R2', 'R3', 'R4', 'R5']) {
    raters.push(await enterRater(world, studyId, label));
  }
  await openLink(world, studyId, raters);
  const [half, asked, begun, done, gone] = raters as [Rater, Rater, Rater, Rater, Rater];
  for (const rater of [half, asked, gone]) await rate(world, rater, { most: 2 });
  await rate(world, begun, { most: 1 });
  expect(await rate(world, done)).toBe('done');
  await withdrawFromStudy(gone.ctx, gone);
  await closeStudy(admin, { projectId, studyId });
  const completion = { state: 'closed', end: { kind: 'completion', code: 'C0DE' } };
  expect(await nextTrial(asked.ctx, asked)).toMatchObject(completion);
  await changeRole(admin, { projectId, userId: asked.user.id, role: 'RESEARCHER' });
  for (const { user } of [half, begun, done, gone]) {
    await removeMember(admin, { projectId, userId: user.id });
  }
  for (const rater of [half, asked]) {
    expect(await nextTrial(rater.ctx, rater)).toMatchObject(completion);
  }
  expect(await nextTrial(begun.ctx, begun)).toMatchObject({
    ...{ state: 'closed', end: { kind: 'screen-out', code: 'NOT-TAKEN' } },
  });
  expect(await nextTrial(done.ctx, done)).toMatchObject({ state: 'done', completionCode: 'C0DE' });
  expect(await nextTrial(gone.ctx, gone)).toEqual({ state: 'withdrawn' });
});

it('whoever may see pairs now gets no item of an open study, by no way of asking', async () => {
  const world = await makeApprovedWorld(database.db, 2);
  const studyId = await open(world, {});
  const rater = await enterRater(world, studyId, 'R1');
  const { ctx, studyRaterId, user } = rater;
  const view = await startRating(ctx, { studyRaterId, consent: true });
  if (view.state !== 'answering') throw new Error('not answering');
  const body = { ...ANSWER, trialId: view.trial.id };
  await submitResponse(ctx, body);
  const shown = () => world.db.trial.count({ where: { studyRaterId, firstShownAt: null } });
  const before = await shown();
  await world.db.user.update({ where: { id: user.id }, data: { instanceAdmin: true } });
  const closed = { state: 'closed', end: null };
  expect(await nextTrial(ctx, rater)).toEqual(closed);
  expect(await submitResponse(ctx, body)).toEqual({ outcome: 'already-answered', view: closed });
  expect(await shown()).toBe(before);
});

describe('images loaded ahead', () => {
  it('are none of the study’s before practice is over', async () => {
    const world = await makeApprovedWorld(database.db, 3);
    await storeImageBytes(world);
    const studyId = await open(world, { practiceNumbers: [2, 3] }, { pairNumbers: [1] });
    const { ctx, studyRaterId } = await enterRater(world, studyId, 'R1');
    let view = await startRating(ctx, { studyRaterId, consent: true });
    if (view.state !== 'answering') throw new Error('not answering');
    expect(view.preload).toHaveLength(1);
    const sent = await submitResponse(ctx, { ...ANSWER, trialId: view.trial.id });
    view = sent.view.state === 'feedback' ? sent.view.next : sent.view;
    expect(view).toMatchObject({ trial: { phase: 'practice', position: 2 }, preload: [] });
    const first = await world.db.trial.findFirstOrThrow({ where: { studyRaterId, position: 1 } });
    const image = () => trialImage(ctx, { trialId: first.id });
    await expect(image()).rejects.toMatchObject({ code: 'not-found' });
    if (view.state !== 'answering') throw new Error('not answering');
    await submitResponse(ctx, { ...ANSWER, trialId: view.trial.id });
    expect(await image()).toBeInstanceOf(Buffer);
  });

  it('count as seen by who withdraws before their screen', async () => {
    const world = await makeApprovedWorld(database.db, 3);
    await storeImageBytes(world);
    const { ctx, studyRaterId, user } = await enterRater(world, await open(world, {}), 'R1');
    const view = await startRating(ctx, { studyRaterId, consent: true });
    if (view.state !== 'answering') throw new Error('not answering');
    const pairOf = async (id: string) =>
      (await world.db.trial.findUniqueOrThrow({ where: { id }, select: { pairId: true } })).pairId;
    const ids = [view.trial.id, view.preload[0]!.trialId];
    const pairs = [await pairOf(ids[0]!), await pairOf(ids[1]!)];
    for (const trialId of ids) await trialImage(ctx, { trialId });
    await withdrawFromStudy(ctx, { studyRaterId });
    const seen = await world.db.pairExposure.findMany({ where: { userId: user.id } });
    expect(seen.map(({ pairId, reason }) => [pairId, reason]).sort()).toEqual(
      pairs.map((pairId) => [pairId, 'rated']).sort(),
    );
    expect(new Set(pairs).size).toBe(2);
  });
});
