import { expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import type { Role } from '@/lib/domain/permissions';
import { readSessionUser } from '@/lib/server/session-person';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { as, makeCtx, makeMember, makeProject, makeUser, userActor } from '@/lib/testing/factories';
import { addMember } from './add-member';
import { changeRole, removeMember } from './change-role';
import { createProject } from './create-project';
import { createUser } from './create-user';
import { disableUser, enableUser } from './disable-user';
import { listAudit } from './audit-queries';
import { listMembers } from './member-queries';
import { myProjects } from './queries';

async function refusal(promise: Promise<unknown>): Promise<string | undefined> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return undefined;
  if (!(error instanceof AppError)) throw error;
  return error.key;
}

describeOnEachDatabase('members', (database) => {
  async function project() {
    const { db } = database();
    const { id: projectId } = await makeProject(db);
    const owner = await makeMember(db, projectId, 'ADMIN');
    return { db, projectId, owner, ctx: makeCtx(db, userActor(owner, projectId, 'ADMIN')) };
  }

  async function join(ctx: ReturnType<typeof makeCtx>, projectId: string, role: Role) {
    const user = await makeUser(ctx.db);
    await addMember(ctx, { projectId, userId: user.id, role });
    return user;
  }

  it('are signed out by a change of their role, and the change is in the log', async () => {
    const { db, ctx, projectId } = await project();
    const user = await join(ctx, projectId, 'ANNOTATOR');
    const session = { userId: user.id, sessionVersion: 1 };
    expect(await readSessionUser(db, session)).not.toBeNull();
    await changeRole(ctx, { projectId, userId: user.id, role: 'REVIEWER' });
    expect(await readSessionUser(db, session)).toBeNull();
    const { events } = await listAudit(ctx, projectId, { action: 'member.changeRole' });
    expect(events).toHaveLength(1);
    expect(events[0]?.data).toMatchObject({ from: 'ANNOTATOR', to: 'REVIEWER', name: user.name });
  });

  it('who saw pairs never become raters, not even after leaving and coming back', async () => {
    const { ctx, projectId } = await project();
    const user = await join(ctx, projectId, 'ANNOTATOR');
    const toRater = { projectId, userId: user.id, role: 'RATER' as const };
    expect(await refusal(changeRole(ctx, toRater))).toBe('raterSawPairs');
    await removeMember(ctx, { projectId, userId: user.id });
    expect(await refusal(addMember(ctx, toRater))).toBe('raterSawPairs');
    const elsewhere = await makeProject(ctx.db);
    const there = makeCtx(ctx.db);
    await addMember(there, { ...toRater, projectId: elsewhere.id });
  });

  it('who rate leave their unfinished studies for good when an administrator gives another role', async () => {
    const { db, ctx, projectId, owner } = await project();
    const rater = await join(ctx, projectId, 'RATER');
    const study = await db.study.create({
      data: { projectId, createdById: owner.id, name: 'S', seed: 's', ratersWanted: 1 },
    });
    const data = { studyId: study.id, userId: rater.id, label: 'R01' };
    const { id } = await db.studyRater.create({ data, select: { id: true } });
    await changeRole(ctx, { projectId, userId: rater.id, role: 'ANNOTATOR' });
    const after = await db.studyRater.findUnique({ where: { id } });
    expect(after?.withdrawnAt).not.toBeNull();
    const back = changeRole(ctx, { projectId, userId: rater.id, role: 'RATER' });
    expect(await refusal(back)).toBe('raterSawPairs');
  });

  it('always keep one administrator, also when two remove each other at once', async () => {
    const { db, ctx, projectId, owner } = await project();
    const second = await join(ctx, projectId, 'ADMIN');
    const other = as(ctx, userActor(second, projectId, 'ADMIN'));
    const keys = await Promise.all([
      refusal(changeRole(ctx, { projectId, userId: second.id, role: 'ANNOTATOR' })),
      refusal(removeMember(other, { projectId, userId: owner.id })),
    ]);
    expect(keys.filter((key) => key === 'lastProjectAdmin')).toHaveLength(1);
    expect(await db.membership.count({ where: { projectId, role: 'ADMIN' } })).toBe(1);
  });

  it('do not change their own role', async () => {
    const { ctx, projectId, owner } = await project();
    await join(ctx, projectId, 'ADMIN');
    const own = changeRole(ctx, { projectId, userId: owner.id, role: 'REVIEWER' });
    expect(await refusal(own)).toBe('notYourOwnRole');
    const leave = removeMember(ctx, { projectId, userId: owner.id });
    expect(await refusal(leave)).toBe('notYourOwnRole');
  });

  it.each<Role>(['ANNOTATOR', 'REVIEWER', 'RATER', 'RESEARCHER'])(
    'with the role %s manage nobody and read no log',
    async (role) => {
      const { ctx, projectId, owner } = await project();
      const person = await join(ctx, projectId, role);
      const own = as(ctx, userActor(person, projectId, role));
      const target = { projectId, userId: owner.id };
      const calls = [
        changeRole(own, { ...target, role: 'ANNOTATOR' }),
        removeMember(own, target),
        addMember(own, { projectId, userId: owner.id, role: 'ADMIN' }),
        listMembers(own, projectId),
        listAudit(own, projectId, {}),
        disableUser(own, { userId: owner.id }),
        createUser(own, { email: 'x@example.org', name: 'X' }),
        createProject(own, { slug: 'mine', name: 'Mine' }),
      ];
      expect(await Promise.all(calls.map(refusal))).toEqual(calls.map(() => 'forbidden'));
    },
  );

  it('of another project manage nobody here', async () => {
    const [here, there] = [await project(), await project()];
    const call = listMembers(there.ctx, here.projectId);
    expect(await refusal(call)).toBe('forbidden');
  });

  it('who are disabled are signed out at once; enabling revives no old session', async () => {
    const { db, projectId, ctx } = await project();
    const user = await join(ctx, projectId, 'ANNOTATOR');
    const system = makeCtx(db);
    await disableUser(system, { userId: user.id });
    expect(await readSessionUser(db, { userId: user.id, sessionVersion: 1 })).toBeNull();
    await enableUser(system, { userId: user.id });
    expect(await readSessionUser(db, { userId: user.id, sessionVersion: 1 })).toBeNull();
    expect(await readSessionUser(db, { userId: user.id, sessionVersion: 3 })).not.toBeNull();
  });

  it('who are the last administrator of a project or of the instance cannot be disabled', async () => {
    const { db, owner } = await project();
    const system = makeCtx(db);
    expect(await refusal(disableUser(system, { userId: owner.id }))).toBe('lastProjectAdmin');
    const { userId } = await createUser(system, {
      email: 'root@example.org',
      name: 'Root',
      instanceAdmin: true,
    });
    expect(await refusal(disableUser(system, { userId }))).toBe('lastInstanceAdmin');
  });

  it('who only rate see no project in their list', async () => {
    const { ctx, projectId } = await project();
    const rater = await join(ctx, projectId, 'RATER');
    expect(await myProjects(as(ctx, userActor(rater, null, null)))).toEqual([]);
    expect(await myProjects(ctx)).toHaveLength(1);
  });
});
