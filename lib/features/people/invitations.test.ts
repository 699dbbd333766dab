import { expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import type { Role } from '@/lib/domain/permissions';
import type { Ctx } from '@/lib/infra/context';
import { describeOnEachDatabase } from '@/lib/testing/database';
import {
  as,
  makeCtx,
  makeMember,
  makeProject,
  makeUser,
  TestClock,
  userActor,
} from '@/lib/testing/factories';
import { acceptInvitation, acceptInvitationAsNew } from './accept-invitation';
import { createInvitation, revokeInvitation } from './create-invitation';
import { viewInvitation } from './invitation-query';
import { resolveIdentity } from './resolve-identity';

async function refusal(promise: Promise<unknown>): Promise<string | undefined> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return undefined;
  if (!(error instanceof AppError)) throw error;
  return error.key;
}

const PASSWORD = 'correct horse battery';

describeOnEachDatabase('invitations', (database) => {
  async function project(clock = new TestClock()) {
    const { db } = database();
    const { id: projectId } = await makeProject(db);
    const owner = await makeMember(db, projectId, 'ADMIN');
    const ctx = makeCtx(db, userActor(owner, projectId, 'ADMIN'), clock);
    return { ctx, projectId, owner };
  }

  const newcomer = (token: string, n: number) => ({
    token,
    email: `new-${token.slice(0, 8).toLowerCase()}-${n}@example.org`,
    name: `Newcomer ${n}`,
    password: PASSWORD,
  });

  async function openStudy(ctx: Ctx, projectId: string, createdById: string) {
    const data = { projectId, createdById, name: 'Study', seed: 's', ratersWanted: 3 };
    return (await ctx.db.study.create({ data, select: { id: true } })).id;
  }

  it('make exactly one member when twenty people use one link at once', async () => {
    const { ctx, projectId } = await project();
    const { token } = await createInvitation(ctx, { projectId, role: 'ANNOTATOR' });
    const before = await ctx.db.user.count();
    const keys = await Promise.all(
      Array.from({ length: 20 }, (_, n) => refusal(acceptInvitationAsNew(ctx, newcomer(token, n)))),
    );
    expect(keys.filter((key) => key === undefined)).toHaveLength(1);
    expect(keys.filter((key) => key === 'invitationGone')).toHaveLength(19);
    expect(await ctx.db.membership.count({ where: { projectId, role: 'ANNOTATOR' } })).toBe(1);
    expect(await ctx.db.user.count()).toBe(before + 1);
  });

  it('are stored without their token', async () => {
    const { ctx, projectId } = await project();
    const { token, invitationId } = await createInvitation(ctx, { projectId, role: 'ANNOTATOR' });
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const rows = await ctx.db.$queryRaw<{ row: string }[]>`
      SELECT i::text AS "row" FROM "Invitation" i WHERE i."id" = ${invitationId}::uuid
      UNION ALL SELECT a::text FROM "AuditEvent" a WHERE a."subjectId" = ${invitationId}`;
    expect(rows.length).toBe(2);
    for (const { row } of rows) expect(row).not.toContain(token);
  });

  it('do not work once expired or revoked', async () => {
    const clock = new TestClock();
    const { ctx, projectId } = await project(clock);
    const revoked = await createInvitation(ctx, { projectId, role: 'ANNOTATOR' });
    await revokeInvitation(ctx, { projectId, invitationId: revoked.invitationId });
    expect(await refusal(acceptInvitationAsNew(ctx, newcomer(revoked.token, 0)))).toBe(
      'invitationGone',
    );
    expect(await viewInvitation(ctx, revoked.token)).toEqual({ state: 'revoked' });
    const old = await createInvitation(ctx, { projectId, role: 'ANNOTATOR' });
    clock.advance(7 * 24 * 3600 * 1000);
    expect(await refusal(acceptInvitationAsNew(ctx, newcomer(old.token, 0)))).toBe(
      'invitationGone',
    );
    expect(await viewInvitation(ctx, old.token)).toEqual({ state: 'expired' });
  });

  it('for one address let no other in, and stay usable for it', async () => {
    const { ctx, projectId } = await project();
    const right = await makeUser(ctx.db);
    const wrong = await makeUser(ctx.db);
    const { token } = await createInvitation(ctx, {
      projectId,
      role: 'REVIEWER',
      email: right.email,
    });
    const accept = (user: typeof right) =>
      refusal(acceptInvitation(as(ctx, userActor(user, null, null)), { token }));
    expect(await accept(wrong)).toBe('invitationForOther');
    expect(await refusal(acceptInvitationAsNew(ctx, newcomer(token, 1)))).toBe(
      'invitationForOther',
    );
    expect(await accept(right)).toBeUndefined();
  });

  it('enter raters into the study under labels without gaps, also in parallel', async () => {
    const { ctx, projectId, owner } = await project();
    const studyId = await openStudy(ctx, projectId, owner.id);
    const invitations = await Promise.all(
      Array.from({ length: 4 }, () => createInvitation(ctx, { projectId, role: 'RATER', studyId })),
    );
    await Promise.all(
      invitations.map(({ token }, n) => acceptInvitationAsNew(ctx, newcomer(token, n))),
    );
    const raters = await ctx.db.studyRater.findMany({
      where: { studyId },
      select: { label: true },
    });
    expect(raters.map((rater) => rater.label).sort()).toEqual(['R01', 'R02', 'R03', 'R04']);
  });

  it('tell a rater the study, and of the project not even the address', async () => {
    const { ctx, projectId, owner } = await project();
    const studyId = await openStudy(ctx, projectId, owner.id);
    const { token } = await createInvitation(ctx, { projectId, role: 'RATER', studyId });
    expect(await viewInvitation(ctx, token)).toMatchObject({
      state: 'open',
      projectName: null,
      studyName: 'Study',
    });
    const rater = as(ctx, userActor(await makeUser(ctx.db), null, null));
    expect(await acceptInvitation(rater, { token })).toEqual({ role: 'RATER' });
    expect(await viewInvitation(rater, token)).toEqual({ state: 'joined', role: 'RATER' });
  });

  it('never make a rater of somebody who held, or holds, another role here', async () => {
    const { ctx, projectId } = await project();
    const annotator = await makeMember(ctx.db, projectId, 'ANNOTATOR');
    const { token } = await createInvitation(ctx, { projectId, role: 'RATER' });
    const own = as(ctx, userActor(annotator, null, null));
    expect(await refusal(acceptInvitation(own, { token }))).toMatch(/raterSawPairs|alreadyMember/);
    const role = await ctx.db.membership.findFirst({ where: { projectId, userId: annotator.id } });
    expect(role?.role).toBe('ANNOTATOR');
  });

  it('do not change the role of a rater: that takes an administrator', async () => {
    const { ctx, projectId } = await project();
    const rater = await makeMember(ctx.db, projectId, 'RATER');
    const { token } = await createInvitation(ctx, { projectId, role: 'ANNOTATOR' });
    const own = as(ctx, userActor(rater, null, null));
    expect(await refusal(acceptInvitation(own, { token }))).toBe('alreadyMember');
  });

  it.each<Role>(['ANNOTATOR', 'REVIEWER', 'RATER', 'RESEARCHER'])(
    'cannot be made by a %s',
    async (role) => {
      const { ctx, projectId } = await project();
      const person = await makeMember(ctx.db, projectId, role);
      const own = as(ctx, userActor(person, projectId, role));
      expect(await refusal(createInvitation(own, { projectId, role: 'ADMIN' }))).toBe('forbidden');
    },
  );

  it('are the only way in for an unknown OAuth identity', async () => {
    const { ctx, projectId } = await project();
    const nobody = as(ctx, { kind: 'anonymous' });
    const identity = {
      provider: 'github',
      providerAccountId: '583231',
      name: 'Mona',
      verifiedEmail: 'mona@example.org',
      signedInUserId: null,
      invitationToken: null,
    };
    expect(await refusal(resolveIdentity(nobody, identity))).toBe('noAccount');
    const { token } = await createInvitation(ctx, { projectId, role: 'ANNOTATOR' });
    const unverified = { ...identity, verifiedEmail: null, invitationToken: token };
    expect(await refusal(resolveIdentity(nobody, unverified))).toBe('noAccount');
    const { userId } = await resolveIdentity(nobody, { ...identity, invitationToken: token });
    expect((await resolveIdentity(nobody, identity)).userId).toBe(userId);
    expect(await ctx.db.membership.count({ where: { projectId, userId, role: 'ANNOTATOR' } })).toBe(
      1,
    );
  });

  it('link an OAuth identity by a verified address or a session only', async () => {
    const { ctx } = await project();
    const nobody = as(ctx, { kind: 'anonymous' });
    const [ada, eve] = [await makeUser(ctx.db), await makeUser(ctx.db)];
    const identity = {
      provider: 'google',
      providerAccountId: ada.id,
      name: 'Ada',
      signedInUserId: null,
      invitationToken: null,
    };
    expect(await refusal(resolveIdentity(nobody, { ...identity, verifiedEmail: null }))).toBe(
      'noAccount',
    );
    const linked = await resolveIdentity(nobody, { ...identity, verifiedEmail: ada.email });
    expect(linked.userId).toBe(ada.id);
    const asEve = { ...identity, verifiedEmail: ada.email, signedInUserId: eve.id };
    expect(await refusal(resolveIdentity(nobody, asEve))).toBe('identityTaken');
    await ctx.db.user.update({ where: { id: ada.id }, data: { disabledAt: new Date(0) } });
    const again = { ...identity, verifiedEmail: ada.email };
    expect(await refusal(resolveIdentity(nobody, again))).toBe('noAccount');
  });

  it('never link an OAuth identity by its address to an account that somebody else may have prepared', async () => {
    const { ctx, projectId } = await project();
    const nobody = as(ctx, { kind: 'anonymous' });
    const { token } = await createInvitation(ctx, { projectId, role: 'ANNOTATOR' });
    // The invited person writes another one's address, and waits for its owner with the password.
    const prepared = newcomer(token, 7);
    await acceptInvitationAsNew(nobody, prepared);
    const owner = {
      provider: 'google',
      providerAccountId: 'the-owner',
      name: 'Owner',
      verifiedEmail: prepared.email,
      signedInUserId: null,
      invitationToken: null,
    };
    expect(await refusal(resolveIdentity(nobody, owner))).toBe('linkUnderSettings');
    expect(await ctx.db.account.count({ where: { providerAccountId: 'the-owner' } })).toBe(0);
  });

  it('hide the project from raters and from whoever has no valid link', async () => {
    const { ctx, projectId } = await project();
    const nobody = as(ctx, { kind: 'anonymous' });
    const { token } = await createInvitation(ctx, { projectId, role: 'RATER' });
    expect(await viewInvitation(nobody, token)).toMatchObject({ state: 'open', projectName: null });
    expect(await viewInvitation(nobody, 'x'.repeat(43))).toEqual({ state: 'unknown' });
  });
});
