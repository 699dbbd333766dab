/** A participant who is amid one study and comes to another in the same browser, which keeps one session. */
import { expect, it } from 'vitest';
import { readArrival } from '@/lib/domain/participant';
import { nextTrial } from '@/lib/features/baseline/next-trial';
import { myRatings } from '@/lib/features/baseline/rating-queries';
import { beginRating } from '@/lib/features/baseline/start-rating';
import { submitResponse } from '@/lib/features/baseline/submit-response';
import { makeApprovedWorld, makeOpenStudy, type World } from '@/lib/features/baseline/test-world';
import type { Ctx } from '@/lib/infra/context';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { as, userActor } from '@/lib/testing/factories';
import { setJoinLink } from './join-link';
import { joinStudy } from './join-study';
import { resumeRater } from './resume-rater';

const ANSWER = { choice: 0, confidence: 3, activeMs: 10, wallMs: 20 } as const;
const prolific = (id: string) => readArrival({ PROLIFIC_PID: id, SESSION_ID: `s-${id}` });

describeOnEachDatabase('a participant amid one study who comes to another', (database) => {
  /** Two open studies of one pair each, with their links. */
  async function twoStudies() {
    const world = await makeApprovedWorld(database().db, 2);
    const links: string[] = [];
    for (const pair of [1, 2]) {
      const studyId = await makeOpenStudy(world, 1, [pair]);
      const { token } = await setJoinLink(world.admin, {
        ...{ projectId: world.projectId, studyId, renew: false, maxRaters: null, expiresAt: null },
        ...{ participantsOnly: true, screenOutCode: null },
      });
      links.push(token!);
    }
    const join = async (study: 0 | 1, id: string, userId?: string) => {
      const holder = userId === undefined ? null : { id: userId, anonymous: true };
      const input = { token: links[study]!, arrival: prolific(id), holder, address: null };
      const joined = await joinStudy(world.admin, input, beginRating);
      if (joined.outcome !== 'joined') throw new Error(joined.reason);
      const { studyRater } = await world.db.openRater.findUniqueOrThrow({
        where: { studyRaterId: joined.studyRaterId },
        select: { studyRater: { select: { userId: true } } },
      });
      return { ...joined, userId: studyRater.userId };
    };
    return { world, join };
  }

  async function actingAs({ db, admin }: World, userId: string): Promise<Ctx> {
    const select = { id: true, name: true, email: true };
    const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select });
    return as(admin, userActor(user, null, null));
  }

  async function answerOne(ctx: Ctx, studyRaterId: string): Promise<string> {
    const view = await nextTrial(ctx, { studyRaterId });
    if (view.state !== 'answering') throw new Error(view.state);
    return (await submitResponse(ctx, { trialId: view.trial.id, ...ANSWER })).view.state;
  }

  it('keeps the way to both, and an id alone opens neither', async () => {
    const { world, join } = await twoStudies();
    const first = await join(0, 'P1');
    const ctx = await actingAs(world, first.userId);
    expect(await answerOne(ctx, first.studyRaterId)).toBe('answering');
    const second = await join(1, 'P1', first.userId);
    // The same account, so the session at hand stays, and goes on in either.
    expect(second).toMatchObject({ userId: first.userId, session: null });
    expect((await myRatings(ctx)).map(({ state }) => state)).toEqual(['started', 'started']);
    // Nothing is answered in the second study, but the account holds answers of the first.
    await expect(join(1, 'P1')).rejects.toMatchObject({ key: 'joinedElsewhere' });
    for (const { resumeToken, studyRaterId } of [first, second]) {
      const resumed = await resumeRater(world.admin, { token: resumeToken!, address: null });
      expect(resumed).toMatchObject({ studyRaterId, session: { userId: first.userId } });
    }
    expect(await answerOne(ctx, first.studyRaterId)).toBe('done');
    expect(await answerOne(ctx, second.studyRaterId)).toBe('answering');
  });

  it('gets an account of its own after the first, as another participant does on the same machine', async () => {
    const { world, join } = await twoStudies();
    const first = await join(0, 'P1');
    const other = await join(1, 'P2', first.userId);
    expect(other.userId).not.toBe(first.userId);
    expect(other.session).toMatchObject({ userId: other.userId });
    const ctx = await actingAs(world, first.userId);
    await answerOne(ctx, first.studyRaterId);
    expect(await answerOne(ctx, first.studyRaterId)).toBe('done');
    const later = await join(1, 'P1', first.userId);
    expect(later.userId).not.toBe(first.userId);
    // What was seen is remembered for the new account, too.
    const seen = await world.db.pairExposure.findMany({ where: { userId: later.userId } });
    expect(seen).toHaveLength(1);
  });
});
