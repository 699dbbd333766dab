import { expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { as, makeCtx, makeMember, makeProject, makeUser, userActor } from '@/lib/testing/factories';
import { addableRaters, addRaters } from './add-raters';
import { listAudit } from './audit-queries';
import { changeRole } from './change-role';
import { disableUser } from './disable-user';

async function refusal(promise: Promise<unknown>): Promise<string | undefined> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return undefined;
  if (!(error instanceof AppError)) throw error;
  return error.key ?? error.code;
}

describeOnEachDatabase('raters of the project', (database) => {
  async function world() {
    const { db } = database();
    const { id: projectId } = await makeProject(db);
    const owner = await makeMember(db, projectId, 'ADMIN');
    const ctx = makeCtx(db, userActor(owner, projectId, 'ADMIN'));
    const data = { projectId, createdById: owner.id, name: 'Birds', seed: 's', ratersWanted: 3 };
    const { id: studyId } = await db.study.create({ data, select: { id: true } });
    const rater = () => makeMember(db, projectId, 'RATER');
    return { db, ctx, projectId, studyId, owner, rater };
  }

  const idsIn = async ({ db, studyId }: Awaited<ReturnType<typeof world>>): Promise<string[]> =>
    (await db.studyRater.findMany({ where: { studyId }, orderBy: { label: 'asc' } })).map(
      ({ userId }) => userId,
    );

  it('enter a study at once, under the next pseudonyms, and the log names the study', async () => {
    const w = await world();
    const people = [await w.rater(), await w.rater()];
    const offered = await addableRaters(w.ctx, w);
    expect(offered.map(({ id }) => id).sort()).toEqual(people.map(({ id }) => id).sort());
    const userIds = people.map(({ id }) => id);
    expect(await addRaters(w.ctx, { ...w, userIds })).toEqual({ labels: ['R01', 'R02'] });
    expect(await idsIn(w)).toEqual(userIds);
    expect(await addableRaters(w.ctx, w)).toEqual([]);
    const { events } = await listAudit(w.ctx, w.projectId, { action: 'study.add-raters' });
    expect(events.map(({ data }) => data)).toMatchObject([{ name: 'Birds', raters: 2 }]);
  });

  it('are only those who never could see a pair and may still sign in', async () => {
    const w = await world();
    const [was, other] = [await makeMember(w.db, w.projectId, 'ANNOTATOR'), await w.rater()];
    const disabled = await w.rater();
    const admin = makeCtx(w.db, { kind: 'system', label: 'test' });
    await disableUser(admin, { userId: disabled.id });
    const stranger = await makeUser(w.db);
    expect((await addableRaters(w.ctx, w)).map(({ id }) => id)).toEqual([other.id]);
    for (const { id } of [was, disabled, stranger, w.owner]) {
      const userIds = [other.id, id];
      expect(await refusal(addRaters(w.ctx, { ...w, userIds }))).toMatch(
        /^(raterSawPairs|raterIsInstanceAdmin|noRaterAnyMore)$/,
      );
    }
    // Nobody came in beside one who may not.
    expect(await idsIn(w)).toEqual([]);
    await changeRole(w.ctx, { projectId: w.projectId, userId: other.id, role: 'ANNOTATOR' });
    expect(await addableRaters(w.ctx, w)).toEqual([]);
  });

  it('are in a study once, and in none that is closed or another project’s', async () => {
    const w = await world();
    const userIds = [(await w.rater()).id];
    await addRaters(w.ctx, { ...w, userIds });
    expect(await refusal(addRaters(w.ctx, { ...w, userIds }))).toBe('alreadyInStudy');
    const later = [(await w.rater()).id];
    const foreign = await world();
    const there = { projectId: w.projectId, studyId: foreign.studyId, userIds: later };
    expect(await refusal(addRaters(w.ctx, there))).toBe('not-found');
    await w.db.study.update({ where: { id: w.studyId }, data: { status: 'CLOSED' } });
    expect(await refusal(addRaters(w.ctx, { ...w, userIds: later }))).toBe('studyClosed');
  });

  it('are added by who lets people in, and by nobody else', async () => {
    const w = await world();
    const userIds = [(await w.rater()).id];
    for (const role of ['RESEARCHER', 'ANNOTATOR', 'RATER'] as const) {
      const person = await makeMember(w.db, w.projectId, role);
      const ctx = as(w.ctx, userActor(person, w.projectId, role));
      expect(await refusal(addRaters(ctx, { ...w, userIds }))).toBe('forbidden');
      expect(await refusal(addableRaters(ctx, w))).toBe('forbidden');
    }
  });
});
