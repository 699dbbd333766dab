import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_SCOPES, ROLES, ROLE_SCOPES, type Role } from '@/lib/domain/permissions';
import type { Ctx } from '@/lib/infra/context';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import {
  TestClock,
  as,
  makeCtx,
  makeMember,
  makeProject,
  userActor,
} from '@/lib/testing/factories';
import { markGuidelineRead } from './mark-guideline-read';
import { currentGuideline, guidelineHistory, guidelineNews } from './queries';
import { saveGuideline } from './save-guideline';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

async function world() {
  const { db } = database;
  const { id: projectId } = await makeProject(db);
  const clock = new TestClock();
  const root = makeCtx(db, undefined, clock);
  const person = async (role: Role): Promise<Ctx> =>
    as(root, userActor(await makeMember(db, projectId, role), projectId, role));
  return { db, projectId, clock, person };
}

const TEXT = { en: '# Ours\n', zh: '# 我们的\n', summary: 'Our own words' };

describe('guidelines', () => {
  it('are there from the beginning, in both languages, also when many look at once', async () => {
    const { db, projectId, person } = await world();
    const people = await Promise.all(Array.from({ length: 5 }, () => person('ANNOTATOR')));
    const seen = await Promise.all(people.map((ctx) => currentGuideline(ctx, { projectId })));
    expect(new Set(seen.map(({ version }) => version))).toEqual(new Set([1]));
    expect(seen[0]).toMatchObject({ createdBy: null });
    expect(seen[0]?.en).toContain('{#viewpoint}');
    expect(seen[0]?.zh).toContain('{#viewpoint}');
    expect(await db.guidelineVersion.count({ where: { projectId } })).toBe(1);
  });

  it('are read by everybody who sees pairs, written by administrators, and neither by raters', async () => {
    const { projectId, person } = await world();
    for (const role of ROLES) {
      const ctx = await person(role);
      const reads = [
        () => currentGuideline(ctx, { projectId }),
        () => guidelineHistory(ctx, { projectId }),
        () => guidelineNews(ctx, { projectId }),
        () => markGuidelineRead(ctx, { projectId, version: 1 }),
      ];
      for (const read of reads) {
        if (role === 'RATER') await expect(read()).rejects.toMatchObject({ code: 'forbidden' });
        else await expect(read()).resolves.not.toThrow();
      }
      const save = saveGuideline(ctx, { projectId, baseVersion: 1, ...TEXT });
      if (role === 'ADMIN') expect(await save).toEqual({ version: 2 });
      else await expect(save).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(PROJECT_SCOPES.filter((scope) => ROLE_SCOPES.RATER.includes(scope))).toEqual([
      'study:rate',
    ]);
  });

  it('lose nothing when two administrators save: the second sees what the first made', async () => {
    const { db, projectId, person } = await world();
    const [first, second] = [await person('ADMIN'), await person('ADMIN')];
    await currentGuideline(first, { projectId });
    await saveGuideline(first, { projectId, baseVersion: 1, ...TEXT });
    const mine = { en: '# Mine\n', zh: '', summary: 'Mine' };
    await expect(
      saveGuideline(second, { projectId, baseVersion: 1, ...mine }),
    ).rejects.toMatchObject({
      code: 'conflict',
      key: 'guidelineConflict',
      current: { version: 2, en: TEXT.en, zh: TEXT.zh, summary: TEXT.summary },
    });
    expect(await db.guidelineVersion.count({ where: { projectId } })).toBe(2);
    expect(await saveGuideline(second, { projectId, baseVersion: 2, ...mine })).toEqual({
      version: 3,
    });
    const { versions, from, to } = await guidelineHistory(first, { projectId });
    expect(versions.map(({ version }) => version)).toEqual([3, 2, 1]);
    expect([from?.en, to.en]).toEqual([TEXT.en, mine.en]);
  });

  it('let exactly one of many saves at the same moment through', async () => {
    const { db, projectId, person } = await world();
    const admins = await Promise.all(Array.from({ length: 6 }, () => person('ADMIN')));
    await currentGuideline(admins[0] as Ctx, { projectId });
    const saved = await Promise.allSettled(
      admins.map((ctx, n) =>
        saveGuideline(ctx, { projectId, baseVersion: 1, ...TEXT, en: `# ${n}\n` }),
      ),
    );
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of saved) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'conflict' });
    }
    expect(await db.guidelineVersion.count({ where: { projectId } })).toBe(2);
  });

  it('make no second version of a save that is repeated because its answer got lost', async () => {
    const { db, projectId, person } = await world();
    const admin = await person('ADMIN');
    await currentGuideline(admin, { projectId });
    const input = { projectId, baseVersion: 1, ...TEXT };
    expect(await saveGuideline(admin, input)).toEqual({ version: 2 });
    expect(await saveGuideline(admin, input)).toEqual({ version: 2 });
    expect(await db.guidelineVersion.count({ where: { projectId } })).toBe(2);
  });

  it('are never rewritten, not even past the use-cases', async () => {
    const { db, projectId, person } = await world();
    await currentGuideline(await person('ADMIN'), { projectId });
    await expect(
      db.guidelineVersion.updateMany({ where: { projectId }, data: { en: 'x' } }),
    ).rejects.toThrow();
  });

  it('tell an annotator what changed since he last read them, and nothing to who never did', async () => {
    const { projectId, clock, person } = await world();
    const [admin, annotator] = [await person('ADMIN'), await person('ANNOTATOR')];
    expect(await guidelineNews(annotator, { projectId })).toMatchObject({
      readVersion: null,
      changes: [],
    });
    await markGuidelineRead(annotator, { projectId, version: 1 });
    clock.advance(3_600_000);
    await saveGuideline(admin, { projectId, baseVersion: 1, ...TEXT });
    await saveGuideline(admin, { projectId, baseVersion: 2, ...TEXT, en: 'x', summary: 'Short' });
    const news = await guidelineNews(annotator, { projectId });
    expect(news.changes.map(({ version, summary }) => [version, summary])).toEqual([
      [3, 'Short'],
      [2, 'Our own words'],
    ]);
    expect(news.changes[0]?.createdAt).toBe('2026-01-15T10:00:00.000Z');
    // Whoever wrote it has read it.
    expect((await guidelineNews(admin, { projectId })).changes).toEqual([]);
    await markGuidelineRead(annotator, { projectId, version: 3 });
    await markGuidelineRead(annotator, { projectId, version: 2 });
    expect(await guidelineNews(annotator, { projectId })).toMatchObject({
      readVersion: 3,
      changes: [],
    });
    await expect(markGuidelineRead(annotator, { projectId, version: 9 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
