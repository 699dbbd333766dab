import { expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { readArrival, type Arrival } from '@/lib/domain/participant';
import { getStudy } from '@/lib/features/baseline/queries';
import { closeStudy } from '@/lib/features/baseline/close-study';
import { createStudy } from '@/lib/features/baseline/create-study';
import { nextTrial } from '@/lib/features/baseline/next-trial';
import { openStudy } from '@/lib/features/baseline/open-study';
import { PLAIN_PROTOCOL } from '@/lib/features/baseline/schemas';
import { beginRating } from '@/lib/features/baseline/start-rating';
import { submitResponse } from '@/lib/features/baseline/submit-response';
import { makeApprovedWorld, makeOpenStudy, type World } from '@/lib/features/baseline/test-world';
import { withdrawFromStudy } from '@/lib/features/baseline/withdraw-rater';
import type { Ctx } from '@/lib/infra/context';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { as, makeCtx, makeMember, makeUser, userActor } from '@/lib/testing/factories';
import { forgetParticipants, joinLinkOf, setJoinLink, switchJoinLinkOff } from './join-link';
import type { JoinLinkSettings } from './join-schemas';
import { joinStudy, type Joined, type Joining } from './join-study';
import { listMembers } from './member-queries';
import { newResumeLink, resumeRater } from './resume-rater';
import { JOINS_PER_ADDRESS } from './throttle';
import { viewJoin } from './view-join';

const ANSWER = { choice: 0, confidence: 3, activeMs: 10, wallMs: 20 } as const;
const PLAIN: Arrival = { kind: 'plain' };
const prolific = (id: string): Arrival => readArrival({ PROLIFIC_PID: id, SESSION_ID: `s-${id}` });
const UNLIMITED = {
  ...{ renew: false, maxRaters: null, expiresAt: null },
  ...{ participantsOnly: false, screenOutCode: 'SCREENED' },
};

async function refusal(promise: Promise<unknown>): Promise<string | undefined> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return undefined;
  if (!(error instanceof AppError)) throw error;
  return error.key;
}

describeOnEachDatabase('the open link of a study', (database) => {
  async function opened(pairs = 3, settings: Partial<JoinLinkSettings> = {}) {
    const world = await makeApprovedWorld(database().db, pairs);
    const studyId = await makeOpenStudy(world);
    const { projectId } = world;
    const set = async (more: Partial<JoinLinkSettings> = {}) => {
      const input = { ...UNLIMITED, ...settings, ...more, projectId, studyId };
      return (await setJoinLink(world.admin, input)).token;
    };
    const token = (await set()) ?? '';
    const join = (more: Partial<Joining> = {}): Promise<Joined> =>
      joinStudy(
        world.admin,
        { token, arrival: PLAIN, holder: null, address: null, ...more },
        beginRating,
      );
    return { world, studyId, token, set, join };
  }

  async function entered(joined: Promise<Joined>) {
    const now = await joined;
    if (now.outcome !== 'joined' || !now.session) throw new Error(JSON.stringify(now));
    return { ...now, session: now.session };
  }

  async function actingAs(world: World, userId: string): Promise<Ctx> {
    const select = { id: true, name: true, email: true };
    const user = await world.db.user.findUniqueOrThrow({ where: { id: userId }, select });
    return as(world.admin, userActor(user, null, null));
  }

  async function answerOne(
    world: World,
    { session, studyRaterId }: Awaited<ReturnType<typeof entered>>,
  ) {
    const ctx = await actingAs(world, session.userId);
    const view = await nextTrial(ctx, { studyRaterId });
    if (view.state !== 'answering') throw new Error(view.state);
    await submitResponse(ctx, { trialId: view.trial.id, ...ANSWER });
    return ctx;
  }

  it('makes a rater who has begun, has no name, and is a member of nothing else', async () => {
    const { world, studyId, token, join } = await opened();
    const { studyRaterId, session, resumeToken } = await entered(join());
    const user = await world.db.user.findUniqueOrThrow({
      where: { id: session.userId },
      select: { anonymous: true, name: true, email: true, memberships: true },
    });
    expect(user).toMatchObject({
      ...{ anonymous: true, name: 'R01' },
      email: `${session.userId}@anonymous.invalid`,
      memberships: [{ projectId: world.projectId, role: 'RATER', everHeldAccess: false }],
    });
    const view = await nextTrial(await actingAs(world, session.userId), { studyRaterId });
    expect(view.state).toBe('answering');
    const members = await listMembers(world.admin, world.projectId);
    expect(members.map((member) => member.userId)).not.toContain(session.userId);
    await expect(
      world.db.membership.updateMany({
        where: { userId: session.userId },
        data: { role: 'ANNOTATOR' },
      }),
    ).rejects.toThrow();
    const rows = await world.db.$queryRaw<{ row: string }[]>`
      SELECT row_to_json(j)::text || row_to_json(o)::text AS "row"
      FROM "JoinLink" j JOIN "OpenRater" o ON o."studyId" = j."studyId"
      WHERE j."studyId" = ${studyId}::uuid`;
    expect(rows).toHaveLength(1);
    expect(rows[0]!.row).not.toContain(token);
    expect(rows[0]!.row).not.toContain(resumeToken);
  });

  it('tells who somebody is on a platform to administrators, until it is deleted, and to nobody else', async () => {
    const { world, studyId, join } = await opened();
    const { session, studyRaterId } = await entered(join({ arrival: prolific('P1') }));
    const { projectId } = world;
    const seenBy = async (ctx: Ctx) =>
      (await getStudy(ctx, { projectId, studyId })).raters.find(({ id }) => id === studyRaterId);
    expect(await seenBy(world.admin)).toMatchObject({
      label: 'R01',
      participant: 'P1',
      open: true,
    });
    const someone = await makeMember(world.db, projectId, 'RESEARCHER');
    const researcher = as(world.admin, userActor(someone, projectId, 'RESEARCHER'));
    expect(await seenBy(researcher)).toMatchObject({ label: 'R01', name: null, participant: null });
    const log = await world.db.auditEvent.findMany({ where: { projectId } });
    expect(log.map(({ action }) => action)).toContain('rating.join');
    expect(JSON.stringify(log)).not.toContain('P1');

    await withdrawFromStudy(await actingAs(world, session.userId), { studyRaterId });
    const left = await world.db.openRater.findUniqueOrThrow({
      where: { studyRaterId },
      omit: { participantId: false, submissionId: false, participantHash: false },
    });
    expect(left).toMatchObject({ participantId: null, submissionId: null });
    expect(left.participantHash).not.toBeNull();
    expect(await refusal(join({ arrival: prolific('P1') }))).toBe('raterWithdrawn');

    await entered(join({ arrival: prolific('P2') }));
    const input = { projectId, studyId };
    expect(await refusal(forgetParticipants(world.admin, input))).toBe('joinStudyNotClosed');
    await closeStudy(world.admin, input);
    expect(await forgetParticipants(world.admin, input)).toEqual({ forgotten: 1 });
  });

  it('lets one participant in once, and opens no answers to whoever only names the id', async () => {
    const { world, join } = await opened();
    const first = await entered(join({ arrival: prolific('P1') }));
    const again = await entered(join({ arrival: prolific('P1') }));
    expect(again.studyRaterId).toBe(first.studyRaterId);
    // The browser before is signed out, and its personal link leads nowhere.
    expect(again.session.sessionVersion).toBe(first.session.sessionVersion + 1);
    const resume = (token: string | null) =>
      resumeRater(world.admin, { token: token ?? '', address: null });
    expect(await refusal(resume(first.resumeToken))).toBe('resumeUnknown');

    const ctx = await answerOne(world, again);
    expect(await refusal(join({ arrival: prolific('P1') }))).toBe('joinedElsewhere');
    expect(await resume(again.resumeToken)).toEqual({
      ...{ studyRaterId: first.studyRaterId, session: again.session },
    });
    const own = { id: again.session.userId, anonymous: true };
    expect(await join({ arrival: prolific('P1'), holder: own })).toMatchObject({
      ...{ outcome: 'joined', studyRaterId: first.studyRaterId, session: null },
    });
    const { token } = await newResumeLink(ctx, { studyRaterId: first.studyRaterId });
    expect(await refusal(resume(again.resumeToken))).toBe('resumeUnknown');
    expect((await resume(token)).studyRaterId).toBe(first.studyRaterId);
    const stranger = await entered(join({ arrival: prolific('P2') }));
    const other = await actingAs(world, stranger.session.userId);
    await expect(newResumeLink(other, { studyRaterId: first.studyRaterId })).rejects.toThrow();
    expect(await world.db.openRater.count({ where: { studyRater: { user: own } } })).toBe(1);
  });

  it('remembers what a participant saw in an earlier study, and screens out who has seen all', async () => {
    const { world, studyId, join } = await opened(2);
    const seen = await entered(join({ arrival: prolific('P1') }));
    await answerOne(world, seen);
    const { projectId, db, admin } = world;
    await closeStudy(admin, { projectId, studyId });
    const { pairId } = await db.trial.findFirstOrThrow({
      where: { studyRaterId: seen.studyRaterId, firstShownAt: { not: null } },
      select: { pairId: true },
    });
    const { number } = await db.pair.findUniqueOrThrow({ where: { id: pairId } });
    const next = await makeOpenStudy(world, 2, [number]);
    const { token } = await setJoinLink(admin, { ...UNLIMITED, projectId, studyId: next });
    const before = await db.user.count();
    const came = join({ token: token ?? '', arrival: prolific('P1') });
    expect(await came).toEqual({
      outcome: 'screened-out',
      reason: 'nothingToRate',
      screenOut: {
        code: 'SCREENED',
        handIn: {
          platform: 'prolific',
          url: 'https://app.prolific.com/submissions/complete?cc=SCREENED',
        },
      },
    });
    // Whoever is not taken leaves no account behind.
    expect(await db.user.count()).toBe(before);
    await entered(join({ token: token ?? '', arrival: prolific('P2') }));
  });

  it('lets a participant practise in one study only what is not to be practised in another', async () => {
    const world = await makeApprovedWorld(database().db, 4);
    const { projectId, admin, db } = world;
    const came = async (pair: number) => {
      const { studyId } = await createStudy(admin, {
        ...{ projectId, name: 'S', ratersWanted: 3, trialDistance: 1, instructions: '' },
        protocol: { ...PLAIN_PROTOCOL, practiceNumbers: [3, 4] },
        pairNumbers: [pair],
      });
      await openStudy(admin, { projectId, studyId, version: 1 });
      const { token } = await setJoinLink(admin, { ...UNLIMITED, projectId, studyId });
      const input = { token: token!, arrival: prolific('P1'), holder: null, address: null };
      const { studyRaterId } = await entered(joinStudy(admin, input, beginRating));
      return db.protocolTrial.count({ where: { studyRaterId, phase: 'PRACTICE' } });
    };
    expect(await came(1)).toBe(2);
    expect(await came(2)).toBe(0);
  });

  it('gives the last place to exactly one of ten', async () => {
    const { world, join } = await opened(2, { maxRaters: 1 });
    const before = await world.db.user.count();
    const all = await Promise.all(Array.from({ length: 10 }, () => join()));
    expect(all.filter(({ outcome }) => outcome === 'joined')).toHaveLength(1);
    expect(await world.db.user.count()).toBe(before + 1);
  });

  it('says calmly why nobody comes in, and an address that was renewed is like any other', async () => {
    const { world, studyId, token, set, join } = await opened(2);
    const { admin, projectId } = world;
    const state = async (arrival: Arrival = PLAIN, of = token) =>
      (await viewJoin(admin, { token: of, arrival, holder: null })).state;
    const preview = readArrival({ workerId: 'W', assignmentId: 'ASSIGNMENT_ID_NOT_AVAILABLE' });
    expect(await state()).toBe('open');
    expect(await state(preview)).toBe('preview');
    expect(await refusal(join({ arrival: preview }))).toBe('joinNeedsParticipant');
    const named = await makeUser(world.db);
    const holder = { id: named.id, anonymous: false };
    expect((await viewJoin(admin, { token, arrival: PLAIN, holder })).state).toBe('signed-in');
    expect(await refusal(join({ holder }))).toBe('joinSignedIn');

    expect(await set({ participantsOnly: true })).toBeNull();
    expect(await state()).toBe('participant-needed');
    expect(await refusal(join())).toBe('joinNeedsParticipant');
    await set({ expiresAt: '2020-01-01T00:00:00.000Z' });
    expect(await state()).toBe('expired');
    // The study asks for three.
    await set();
    const told = async () => (await joinLinkOf(admin, { projectId, studyId })).full;
    for (const id of ['P1', 'P2', 'P3']) {
      expect(await told()).toBe(false);
      await entered(join({ arrival: prolific(id) }));
    }
    expect(await told()).toBe(true);
    expect(await state()).toBe('full');
    expect(await join()).toMatchObject({ outcome: 'screened-out', reason: 'joinFull' });
    const renewed = await set({ renew: true });
    expect(await state(PLAIN, renewed ?? '')).toBe('full');
    expect(await state()).toBe('unknown');
    expect(await refusal(join())).toBe('joinUnknown');
    await switchJoinLinkOff(admin, { projectId, studyId });
    expect(await state(PLAIN, renewed ?? '')).toBe('off');
    await closeStudy(admin, { projectId, studyId });
    expect(await state(PLAIN, renewed ?? '')).toBe('closed');
    const input = { ...UNLIMITED, projectId, studyId };
    expect(await refusal(setJoinLink(admin, input))).toBe('joinStudyNotOpen');
    const rater = makeCtx(world.db, userActor(named, projectId, 'RATER'));
    expect(await refusal(setJoinLink(rater, input))).toBe('forbidden');
  });

  it('tires of one address, whatever tokens it tries', async () => {
    const { join } = await opened(2);
    const tries = Array.from({ length: JOINS_PER_ADDRESS }, () =>
      refusal(join({ token: 'x'.repeat(43), address: '203.0.113.9' })),
    );
    expect(new Set(await Promise.all(tries))).toEqual(new Set(['joinUnknown']));
    expect(await refusal(join({ address: '203.0.113.9' }))).toBe('joinThrottled');
    await entered(join({ address: '203.0.113.10' }));
  });
});
