/** Raters whose time is up and who never come back: everybody counts them out at once, whether it was noted or not. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeStudy } from '@/lib/features/baseline/close-study';
import { nextTrial } from '@/lib/features/baseline/next-trial';
import { getStudy, listStudies } from '@/lib/features/baseline/queries';
import { myRatings } from '@/lib/features/baseline/rating-queries';
import { startRating } from '@/lib/features/baseline/start-rating';
import { studyCard } from '@/lib/features/baseline/study-card';
import {
  enterRater,
  makeApprovedWorld,
  type Rater,
  type World,
} from '@/lib/features/baseline/test-world';
import { removeMember } from '@/lib/features/people/change-role';
import { joinedBy } from '@/lib/features/people/join-link';
import { sessionMs } from '@/lib/domain/study-sessions';
import { raterFacts } from '@/lib/infra/rater-time';
import { freePlaces, raterCounts } from '@/lib/infra/study-places';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { open, rate } from './test-study';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

const MINUTE = 60_000;
const CAP = { timeCapMinutes: 5 };

async function withRaters(world: World, studyId: string, labels: readonly string[]) {
  const raters: Rater[] = [];
  for (const label of labels) raters.push(await enterRater(world, studyId, label));
  return raters;
}

/** All that is said of the raters of a study, at this moment. */
async function told(world: World, studyId: string, rater: Rater) {
  const { admin, projectId, db, clock } = world;
  const card = await studyCard(admin, { projectId, studyId });
  const { studies } = await listStudies(admin, { projectId });
  const { answered, expected } = studies.find(({ id }) => id === studyId)!;
  const { raters } = await getStudy(admin, { projectId, studyId });
  const { state, place } = raters.find(({ id }) => id === rater.studyRaterId)!;
  const [mine] = await myRatings(rater.ctx);
  return {
    ...{ state, place, mine: mine?.state, answered, expected },
    free: await freePlaces(db, studyId, clock.now()),
    card: { left: card.left, timedOut: card.timedOut, outOfTime: card.outOfTime },
  };
}

describe('a rater whose time is up and who stays away', () => {
  it('frees the place the moment after, is shown so everywhere, and noting it changes nothing', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const studyId = await open(world, CAP, { ratersWanted: 1 });
    const [away, next] = (await withRaters(world, studyId, ['R1', 'R2'])) as [Rater, Rater];
    const begun = world.clock.now().getTime();
    expect(await rate(world, away, { most: 1 })).toBe('left');
    world.clock.advance(5 * MINUTE - (world.clock.now().getTime() - begun));
    const begin = () => startRating(next.ctx, { ...next, consent: true });
    await expect(begin()).rejects.toMatchObject({ key: 'studyFull' });
    expect(await told(world, studyId, away)).toEqual({
      ...{ state: 'started', place: null, mine: 'started', answered: 1, expected: 4, free: 0 },
      card: { left: 1, timedOut: 0, outOfTime: 0 },
    });
    world.clock.advance(1);
    const late = {
      ...{ state: 'out-of-time', place: 'free', mine: 'out-of-time', answered: 0, expected: 4 },
      ...{ free: 1, card: { left: 0, timedOut: 1, outOfTime: 1 } },
    };
    expect(await told(world, studyId, away)).toEqual(late);
    expect((await nextTrial(away.ctx, away)).state).toBe('out-of-time');
    expect(await told(world, studyId, away)).toEqual(late);
    expect((await begin()).state).toBe('answering');
  }, 60_000);

  it('leaves his pairs to who comes next', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const { db, clock } = world;
    const studyId = await open(world, { ...CAP, pairsPerRater: 2 }, { ratersWanted: 1 });
    const [away, ...others] = await withRaters(world, studyId, ['R1', 'R2', 'R3']);
    expect(await rate(world, away!, { most: 1 })).toBe('left');
    clock.advance(5 * MINUTE + 1);
    expect(await raterCounts(db, studyId, clock.now())).toEqual(new Map());
    for (const rater of others) expect(await rate(world, rater)).toBe('done');
    const counts = await raterCounts(db, studyId, clock.now());
    expect([...counts.values()]).toEqual([1, 1, 1, 1]);
  });

  it('is paid for half of the items, and holds the place for half of the pairs only', async () => {
    const world = await makeApprovedWorld(database.db, 4);
    const studyId = await open(world, CAP, { ratersWanted: 2, trialDistance: 1 });
    // Four answers are of four pairs. After six, two pairs of four are whole.
    const raters = (await withRaters(world, studyId, ['R1', 'R2'])) as [Rater, Rater];
    expect(await rate(world, raters[0], { most: 4 })).toBe('left');
    expect(await rate(world, raters[1], { most: 6 })).toBe('left');
    expect(await freePlaces(world.db, studyId, world.clock.now())).toBe(0);
    world.clock.advance(5 * MINUTE + 1);
    const card = { left: 0, timedOut: 2, outOfTime: 0 };
    const shared = { state: 'timed-out', mine: 'done', answered: 6, expected: 16, free: 1, card };
    for (const came of [false, true]) {
      if (came) {
        const views = await Promise.all(raters.map((rater) => nextTrial(rater.ctx, rater)));
        expect(views.map(({ state }) => state)).toEqual(['done', 'done']);
      }
      expect(await told(world, studyId, raters[0])).toEqual({ ...shared, place: 'free' });
      expect(await told(world, studyId, raters[1])).toEqual({ ...shared, place: 'kept' });
    }
  });

  it('is late by the time at which the study was closed, not by the time since', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { admin, projectId, clock } = world;
    const studyId = await open(world, CAP);
    const [late, cut] = (await withRaters(world, studyId, ['R1', 'R2'])) as [Rater, Rater];
    expect(await rate(world, late, { most: 1 })).toBe('left');
    clock.advance(4 * MINUTE);
    expect(await rate(world, cut, { most: 1 })).toBe('left');
    clock.advance(2 * MINUTE);
    await closeStudy(admin, { projectId, studyId });
    clock.advance(60 * MINUTE);
    const { raters } = await getStudy(admin, { projectId, studyId });
    expect(raters.map(({ state }) => state)).toEqual(['out-of-time', 'cut-off']);
    const card = await studyCard(admin, { projectId, studyId });
    expect(card).toMatchObject({ left: 1, timedOut: 1, outOfTime: 1 });
  });

  it('keeps the answers when taken out of the project, and room under the link’s limit unless paid', async () => {
    const world = await makeApprovedWorld(database.db, 2);
    const { admin, projectId, db, clock } = world;
    const studyId = await open(world, CAP);
    const raters = (await withRaters(world, studyId, ['R1', 'R2', 'R3'])) as [Rater, Rater, Rater];
    const [paid, short, amid] = raters;
    await db.openRater.createMany({
      data: raters.map(({ studyRaterId }) => ({ studyRaterId, studyId, resumeHash: studyRaterId })),
    });
    expect(await rate(world, paid, { most: 2 })).toBe('left');
    expect(await rate(world, short, { most: 1 })).toBe('left');
    expect(await joinedBy(db, studyId, clock.now())).toBe(3);
    clock.advance(5 * MINUTE + 1);
    expect(await rate(world, amid, { most: 1 })).toBe('left');
    expect(await joinedBy(db, studyId, clock.now())).toBe(2);
    for (const { user } of raters) await removeMember(admin, { projectId, userId: user.id });
    const answers = await Promise.all(
      raters.map(({ studyRaterId }) => db.response.count({ where: { trial: { studyRaterId } } })),
    );
    // Whose time ran had an answer to give still, and is withdrawn.
    expect(answers).toEqual([2, 1, 0]);
  });
});

it('is told late by the database exactly when the rater’s own page would end', async () => {
  const world = await makeApprovedWorld(database.db, 1);
  const { db } = world;
  const gap = 24;
  const start = world.clock.now().getTime();
  const at = (ms: number | null) => (ms === null ? null : new Date(start + ms));
  const HOUR = 60 * MINUTE;
  for (const sessionGapHours of [null, gap]) {
    const studyId = await open(world, { ...CAP, sessionGapHours });
    // The first session took so many ms; the second was first looked at so many after it opened.
    const firsts = sessionGapHours === null ? [null] : [null, 0, 3 * MINUTE, 5 * MINUTE];
    const seconds = [null, 0, 7 * MINUTE];
    const rows = firsts.flatMap((first) =>
      (first === null ? [null] : seconds).map((second) => {
        const opens = first === null ? null : first + gap * HOUR;
        const looked = opens === null || second === null ? null : opens + second;
        return {
          startedAt: at(0)!,
          secondFrom: sessionGapHours === null ? null : 2,
          secondOpensAt: at(opens),
          secondStartedAt: at(looked),
        };
      }),
    );
    for (const [n, row] of rows.entries()) {
      const { studyRaterId: id } = await enterRater(world, studyId, `S${n}`);
      await db.studyRater.update({ where: { id }, data: row });
    }
    const instants = [0, 2, 3, 5, 6].flatMap((minutes) =>
      [0, gap * HOUR, gap * HOUR + 3 * MINUTE, gap * HOUR + 7 * MINUTE].flatMap((from) =>
        [0, 1].map((more) => start + from + minutes * MINUTE + more),
      ),
    );
    const states = await db.studyRater.findMany({ where: { studyId }, orderBy: { label: 'asc' } });
    let late = 0;
    for (const instant of instants) {
      const now = new Date(instant);
      const facts = await raterFacts(db, [studyId], now);
      for (const rater of states) {
        const { secondFrom, secondOpensAt, secondStartedAt } = rater;
        const sessions = {
          secondFrom,
          secondOpensAt,
          secondStartedAt,
          startedAt: rater.startedAt!,
        };
        const expected = sessionMs(sessions, sessionGapHours, now) > 5 * MINUTE;
        expect(facts.get(rater.id)?.late, `${rater.label} at ${instant - start}`).toBe(expected);
        if (expected) late += 1;
      }
    }
    expect(late).toBeGreaterThan(0);
    expect(late).toBeLessThan(instants.length * states.length);
    await closeStudy(world.admin, { projectId: world.projectId, studyId });
  }
});
