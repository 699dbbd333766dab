import { expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { inTransaction } from '@/lib/infra/db/client';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { as, makeCtx, makeMember, makeProject, makeUser, userActor } from '@/lib/testing/factories';
import { acceptInvitation, acceptInvitationAsNew } from './accept-invitation';
import { addMember } from './add-member';
import { listAudit } from './audit-queries';
import { changeRole, removeMember } from './change-role';
import { createInvitation } from './create-invitation';
import { disableUser, enableUser } from './disable-user';
import { viewInvitation } from './invitation-query';
import { lockMembers } from './last-admin';
import { listInvitations } from './member-queries';

async function refusal(promise: Promise<unknown>): Promise<string | undefined> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return undefined;
  if (!(error instanceof AppError)) throw error;
  return error.key;
}

describeOnEachDatabase('invitations', (database) => {
  async function project() {
    const { db } = database();
    const { id: projectId } = await makeProject(db);
    const owner = await makeMember(db, projectId, 'ADMIN');
    return { ctx: makeCtx(db, userActor(owner, projectId, 'ADMIN')), projectId, owner };
  }

  const newcomer = (token: string, n: number) => ({
    token,
    email: `new-${token.slice(0, 8).toLowerCase()}-${n}@example.org`,
    name: `Newcomer ${n}`,
    password: 'correct horse battery',
  });

  it('die with the right of whoever made them, and open no way back to that person', async () => {
    const { db } = database();
    const { ctx, projectId, owner } = await project();
    const boss = makeCtx(
      db,
      userActor(await makeMember(db, projectId, 'ADMIN'), projectId, 'ADMIN'),
    );
    const made = async () => (await createInvitation(ctx, { projectId, role: 'ADMIN' })).token;
    const [own, kept] = [await made(), await made()];
    // His own link changes nobody's own role, his least of all.
    expect(await refusal(acceptInvitation(ctx, { token: own }))).toBe('notYourOwnRole');

    await changeRole(boss, { projectId, userId: owner.id, role: 'RESEARCHER' });
    expect(await viewInvitation(ctx, kept)).toEqual({ state: 'revoked' });
    expect(await refusal(acceptInvitationAsNew(ctx, newcomer(kept, 1)))).toBe('invitationGone');
    expect(await listInvitations(boss, projectId)).toEqual([]);
    expect(await db.user.count({ where: { email: newcomer(kept, 1).email } })).toBe(0);
  });

  it('stay dead when whoever made them gets the right back, and the log says that they were revoked', async () => {
    const { db } = database();
    const { ctx, projectId, owner } = await project();
    const second = await makeMember(db, projectId, 'ADMIN');
    const boss = makeCtx(db, userActor(second, projectId, 'ADMIN'));
    const made = async () => (await createInvitation(ctx, { projectId, role: 'ADMIN' })).token;
    const target = { projectId, userId: owner.id };
    const others = await createInvitation(boss, { projectId, role: 'ANNOTATOR' });
    const losses = [
      async () => {
        await changeRole(boss, { ...target, role: 'RESEARCHER' });
        return () => changeRole(boss, { ...target, role: 'ADMIN' });
      },
      async () => {
        await removeMember(boss, target);
        return () => addMember(boss, { ...target, role: 'ADMIN' });
      },
      async () => {
        await disableUser(makeCtx(db), { userId: owner.id });
        return () => enableUser(makeCtx(db), { userId: owner.id });
      },
    ];
    for (const [n, lose] of losses.entries()) {
      const token = await made();
      const regain = await lose();
      await regain();
      expect(await refusal(acceptInvitationAsNew(ctx, newcomer(token, n)))).toBe('invitationGone');
      expect(await viewInvitation(ctx, token)).toEqual({ state: 'revoked' });
    }
    const { events } = await listAudit(boss, projectId, { action: 'invitation.revoke' });
    expect(events.map((event) => event.data)).toEqual(losses.map(() => ({ inviter: owner.name })));
    expect(await refusal(acceptInvitationAsNew(ctx, newcomer(others.token, 9)))).toBeUndefined();
  });

  it('are taken only with the right that their maker has when all changes under way are done', async () => {
    const { db } = database();
    const { ctx, projectId, owner } = await project();
    const { token } = await createInvitation(ctx, { projectId, role: 'ANNOTATOR' });
    const person = as(ctx, userActor(await makeUser(db), null, null));
    let accepting: Promise<string | undefined> | undefined;
    await inTransaction(db, async (tx) => {
      await lockMembers(tx, projectId);
      accepting = refusal(acceptInvitation(person, { token }));
      // Long enough for it to have read the inviter, if it did not wait.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const where = { userId_projectId: { userId: owner.id, projectId } };
      await tx.membership.update({ where, data: { role: 'RESEARCHER' } });
    });
    expect(await accepting).toBe('invitationGone');
  });

  it('cost no password hash once they are dead, for whatever reason', async () => {
    const { db } = database();
    const { ctx, projectId, owner } = await project();
    const { token } = await createInvitation(ctx, { projectId, role: 'ANNOTATOR' });
    const where = { userId_projectId: { userId: owner.id, projectId } };
    // Past the use-cases, so that only the maker's right is gone.
    await db.membership.update({ where, data: { role: 'RESEARCHER' } });
    // The person's id is drawn right after the hash.
    const uuid = () => {
      throw new Error('The password was hashed.');
    };
    const watched = { ...ctx, rng: { ...ctx.rng, uuid } };
    expect(await refusal(acceptInvitationAsNew(watched, newcomer(token, 1)))).toBe(
      'invitationGone',
    );
  });
});
