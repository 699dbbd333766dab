/** The whole way of a participant, with the parameters that each recruiting platform writes into the address. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArrival, type Arrival } from '@/lib/domain/participant';
import { UNANSWERED_MS } from '@/lib/domain/study-protocol';
import { closeStudy } from '@/lib/features/baseline/close-study';
import { createStudy } from '@/lib/features/baseline/create-study';
import { nextTrial } from '@/lib/features/baseline/next-trial';
import { openStudy } from '@/lib/features/baseline/open-study';
import type { RatingView } from '@/lib/features/baseline/rating-view';
import { PLAIN_PROTOCOL } from '@/lib/features/baseline/schemas';
import { beginRating } from '@/lib/features/baseline/start-rating';
import { submitResponse } from '@/lib/features/baseline/submit-response';
import { makeApprovedWorld, type World } from '@/lib/features/baseline/test-world';
import { withdrawFromStudy } from '@/lib/features/baseline/withdraw-rater';
import type { Ctx } from '@/lib/infra/context';
import { freePlaces } from '@/lib/infra/study-places';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { as, userActor } from '@/lib/testing/factories';
import { setJoinLink } from './join-link';
import { joinStudy, type Joined } from './join-study';
import { viewJoin } from './view-join';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

const ANSWER = { choice: 0, confidence: 3, activeMs: 10, wallMs: 20 } as const;
// As Prolific ("How do I set up my study link?") and MTurk ("How Mechanical Turk tasks are rendered") write them.
const PROLIFIC = {
  PROLIFIC_PID: '5f0c9d2a7b3e',
  STUDY_ID: '60aca280709e',
  SESSION_ID: '60bf9310e8de',
};
const MTURK = {
  ...{ hitId: '123RVWYBAZW00EXAMPLE', assignmentId: '123RVWYBAZW00EXAMPLE456RVWYBAZW00EXAMPLE' },
  ...{ turkSubmitTo: 'https://www.mturk.com/', workerId: 'AZ3456EXAMPLE' },
};
const PREVIEW = { ...MTURK, assignmentId: 'ASSIGNMENT_ID_NOT_AVAILABLE', workerId: '' };

async function opened(ratersWanted = 3, maxRaters: number | null = null) {
  const world = await makeApprovedWorld(database.db, 1);
  const { projectId, admin } = world;
  const { studyId } = await createStudy(admin, {
    ...{ projectId, name: 'S', ratersWanted, trialDistance: 1, instructions: '' },
    protocol: { ...PLAIN_PROTOCOL, completionCode: 'C0DE-7' },
  });
  await openStudy(admin, { projectId, studyId, version: 1 });
  const { token } = await setJoinLink(admin, {
    ...{ projectId, studyId, renew: false, maxRaters, expiresAt: null },
    ...{ participantsOnly: true, screenOutCode: 'NOT-TAKEN' },
  });
  const join = (arrival: Arrival, begun?: boolean): Promise<Joined> =>
    joinStudy(admin, { token: token!, arrival, holder: null, address: null, begun }, beginRating);
  const view = (arrival: Arrival, userId?: string) =>
    viewJoin(admin, {
      ...{ token: token!, arrival },
      holder: userId === undefined ? null : { id: userId, anonymous: true },
    });
  return { world, studyId, join, view };
}

async function entered({ db, admin }: World, joined: Promise<Joined>) {
  const now = await joined;
  if (now.outcome !== 'joined' || !now.session) throw new Error(JSON.stringify(now));
  const { userId } = now.session;
  const select = { id: true, name: true, email: true };
  const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select });
  return { ctx: as(admin, userActor(user, null, null)), userId, studyRaterId: now.studyRaterId };
}

async function answerAll(ctx: Ctx, studyRaterId: string): Promise<RatingView> {
  let view = await nextTrial(ctx, { studyRaterId });
  while (view.state === 'answering') {
    ({ view } = await submitResponse(ctx, { trialId: view.trial.id, ...ANSWER }));
  }
  return view;
}

describe('a participant of a recruiting platform', () => {
  it('of Prolific goes back there with the code', async () => {
    const { world, join, view } = await opened();
    const arrival = readArrival(PROLIFIC);
    expect((await view(arrival)).state).toBe('open');
    const { ctx, studyRaterId } = await entered(world, join(arrival));
    expect(await answerAll(ctx, studyRaterId)).toEqual({
      ...{ state: 'done', completionCode: 'C0DE-7' },
      handIn: {
        platform: 'prolific',
        url: 'https://app.prolific.com/submissions/complete?cc=C0DE-7',
      },
    });
  });

  it('of MTurk may only read in the preview, and then gets a code to paste or to hand in', async () => {
    const { world, join, view } = await opened();
    const preview = readArrival(PREVIEW);
    expect(await view(preview)).toMatchObject({ state: 'preview', consent: { studyName: 'S' } });
    await expect(join(preview)).rejects.toMatchObject({ key: 'joinNeedsParticipant' });
    // A link to which nobody added the ids is no preview, and lets nobody in either.
    expect((await view(readArrival({}))).state).toBe('participant-needed');
    const { ctx, studyRaterId } = await entered(world, join(readArrival(MTURK)));
    expect(await answerAll(ctx, studyRaterId)).toEqual({
      ...{ state: 'done', completionCode: 'C0DE-7' },
      handIn: {
        platform: 'mturk',
        action: 'https://www.mturk.com/mturk/externalSubmit',
        assignmentId: MTURK.assignmentId,
      },
    });
    // With the worker's id alone there is the code to paste, and no button.
    const { workerId: _, ...rest } = MTURK;
    const bare = await entered(world, join(readArrival({ workerId: 'A2ONLY' })));
    expect(await answerAll(bare.ctx, bare.studyRaterId)).toMatchObject({
      ...{ completionCode: 'C0DE-7', handIn: { platform: 'mturk', action: null } },
    });
    expect(readArrival(rest)).toEqual({ kind: 'plain' });
  });

  it('who gives a task back and takes it again hands in the new assignment', async () => {
    const { world, join, view } = await opened();
    const again = (assignmentId: string) => readArrival({ ...MTURK, assignmentId });
    await entered(world, join(readArrival(MTURK)));
    // In another browser, before the first answer, and then in the same one.
    const { ctx, userId, studyRaterId } = await entered(world, join(again('SECOND')));
    const assignment = async () => {
      const row = await world.db.openRater.findUniqueOrThrow({
        where: { studyRaterId },
        omit: { submissionId: false },
      });
      return row.submissionId;
    };
    expect(await assignment()).toBe('SECOND');
    expect(await view(again('THIRD'), userId)).toEqual({ state: 'joined', studyRaterId });
    expect(await assignment()).toBe('THIRD');
    // An address without it is no newer one.
    await view(readArrival({ workerId: MTURK.workerId }), userId);
    expect(await assignment()).toBe('THIRD');
    const done = await answerAll(ctx, studyRaterId);
    expect(done).toMatchObject({ handIn: { assignmentId: 'THIRD' } });
    await withdrawFromStudy(ctx, { studyRaterId });
    await view(again('FOURTH'), userId);
    expect(await assignment()).toBeNull();
  });
});

describe('a study that takes nobody in any more', () => {
  it('lets who has begun take that up in another browser, and nobody else in without consent', async () => {
    const { world, studyId, join, view } = await opened(1);
    const arrival = readArrival(PROLIFIC);
    const { studyRaterId } = await entered(world, join(arrival));
    const other = readArrival({ ...PROLIFIC, PROLIFIC_PID: 'somebody-else' });
    for (const closed of [false, true]) {
      if (closed) await closeStudy(world.admin, { projectId: world.projectId, studyId });
      const state = closed ? 'closed' : 'full';
      // The page tells all participants the same, and who has no id nothing of it.
      expect(await view(arrival)).toMatchObject({ state, mayHaveBegun: true });
      expect(await view(other)).toMatchObject({ state, mayHaveBegun: true });
      expect(await view(readArrival({}))).toMatchObject({ state, mayHaveBegun: false });
      expect((await entered(world, join(arrival, true))).studyRaterId).toBe(studyRaterId);
      await expect(join(other, true)).rejects.toMatchObject({ key: 'joinNotBegun' });
    }
  });

  it('asks for consent where a place has become free meanwhile', async () => {
    const { world, studyId, join } = await opened();
    await expect(join(readArrival(PROLIFIC), true)).rejects.toMatchObject({ key: 'joinNotBegun' });
    expect(await world.db.openRater.count({ where: { studyId } })).toBe(0);
  });
});

describe('places that nobody answers in', () => {
  it('are free again after an hour for who came by the link, and not for who has answered', async () => {
    const { world, studyId, join } = await opened(2);
    const free = () => freePlaces(world.db, studyId, world.clock.now());
    const silent = await entered(world, join(readArrival({ workerId: 'A1' })));
    const { ctx, studyRaterId } = await entered(world, join(readArrival({ workerId: 'A2' })));
    const view = await nextTrial(ctx, { studyRaterId });
    if (view.state !== 'answering') throw new Error(view.state);
    await submitResponse(ctx, { trialId: view.trial.id, ...ANSWER });
    world.clock.advance(UNANSWERED_MS - 1);
    expect(await free()).toBe(0);
    world.clock.advance(1);
    expect(await free()).toBe(1);
    // Who comes after all may go on, and takes the place again with the first answer.
    const late = await nextTrial(silent.ctx, silent);
    if (late.state !== 'answering') throw new Error(late.state);
    await submitResponse(silent.ctx, { trialId: late.trial.id, ...ANSWER });
    expect(await free()).toBe(0);
  });

  it('leave room within the limit of the link, too, and one in which somebody answered does not', async () => {
    const { world, join, view } = await opened(9, 2);
    await entered(world, join(readArrival({ workerId: 'A1' })));
    const { ctx, studyRaterId } = await entered(world, join(readArrival({ workerId: 'A2' })));
    await answerAll(ctx, studyRaterId);
    const state = async () => (await view(readArrival({ workerId: 'A3' }))).state;
    world.clock.advance(UNANSWERED_MS - 1);
    expect(await state()).toBe('full');
    world.clock.advance(1);
    expect(await state()).toBe('open');
    await entered(world, join(readArrival({ workerId: 'A3' })));
    expect(await state()).toBe('full');
  });
});
