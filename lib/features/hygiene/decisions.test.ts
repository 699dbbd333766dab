import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_THRESHOLDS } from '@/lib/domain/hygiene/rules';
import { scene } from '@/lib/infra/images/testing';
import { countLeftOut, leftOutImages } from '@/lib/infra/left-out';
import { as, makeMember, makeProject, userActor } from '@/lib/testing/factories';
import { keepImage, keepReason } from './keep-images';
import { leaveOutImage } from './leave-out-image';
import { flaggedImages, imageFlags, qualitySummary } from './queries';
import { qualityQuery } from './schemas';
import { startHygiene } from './start-hygiene';
import { big, HygieneWorld } from './testing';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let world: HygieneWorld;
beforeAll(async () => {
  world = await HygieneWorld.open();
});
afterAll(() => world.close());
beforeEach(() => world.newProject());

describe('what people decide', () => {
  it('keeps one image or all of a reason, takes that back, and outlives the next check', async () => {
    const ids = await world.addOneOfEach();
    await world.check();
    const out = () => countLeftOut(world.database.db, world.projectId);
    expect(
      await keepImage(world.ctx, { projectId: world.projectId, imageId: ids.dark!, keep: true }),
    ).toEqual({
      images: 1,
    });
    expect(
      await keepReason(world.ctx, {
        projectId: world.projectId,
        reason: 'near-duplicate',
        keep: true,
      }),
    ).toEqual({
      images: 1,
    });
    expect(await out()).toBe(6);
    await world.check();
    expect(await out()).toBe(6);
    // Also when the reason did not hold in between.
    await world.check({ minBright: 0 });
    await world.check();
    expect(await out()).toBe(6);
    await keepImage(world.ctx, { projectId: world.projectId, imageId: ids.dark!, keep: false });
    await keepReason(world.ctx, {
      projectId: world.projectId,
      reason: 'near-duplicate',
      keep: false,
    });
    expect(await out()).toBe(8);
    const audit = await world.database.db.auditEvent.findMany({
      where: { projectId: world.projectId, action: { in: ['image.keep', 'image.unkeep'] } },
    });
    expect(audit).toHaveLength(4);
  });

  it('leaves an image out for one reason even when another one is overruled for all', async () => {
    const ids = await world.addImages({
      both: sharp(await scene(100, 90, 3).blur(15).png().toBuffer()),
    });
    await world.check();
    expect(await world.reasonsOf()).toEqual({ both: ['blurred', 'small'] });
    await keepReason(world.ctx, { projectId: world.projectId, reason: 'small', keep: true });
    expect(await countLeftOut(world.database.db, world.projectId)).toBe(1);
    await keepImage(world.ctx, { projectId: world.projectId, imageId: ids.both!, keep: true });
    expect(await countLeftOut(world.database.db, world.projectId)).toBe(0);
  });

  it('leaves an image out by hand with a reason, which no check touches and keeping undoes', async () => {
    const ids = await world.addImages({ a: big(1), b: big(700) });
    await leaveOutImage(world.ctx, {
      projectId: world.projectId,
      imageId: ids.a!,
      note: 'shows a face',
    });
    await world.check();
    expect(await leftOutImages(world.database.db, world.projectId)).toEqual(new Set([ids.a]));
    expect(await imageFlags(world.ctx, world.projectId, ids.a!)).toMatchObject([
      { reason: 'by-hand', note: 'shows a face' },
    ]);
    await keepImage(world.ctx, { projectId: world.projectId, imageId: ids.a!, keep: true });
    expect(await countLeftOut(world.database.db, world.projectId)).toBe(0);
    await leaveOutImage(world.ctx, { projectId: world.projectId, imageId: ids.a!, note: 'again' });
    expect(await countLeftOut(world.database.db, world.projectId)).toBe(1);
    // The database itself asks for the reason.
    await expect(
      world.database.db.imageFlag.update({
        where: { imageId_reason: { imageId: ids.a!, reason: 'by-hand' } },
        data: { note: ' ' },
      }),
    ).rejects.toThrow();
  });

  it('lets the copies of an image back in when that is left out by hand: one of them stays', async () => {
    const picture = await big(1).png().toBuffer();
    const ids = await world.addImages({
      original: sharp(picture),
      copy: sharp(picture).resize(300),
    });
    const out = () => leftOutImages(world.database.db, world.projectId);
    await world.check();
    expect(await out()).toEqual(new Set([ids.copy]));
    await leaveOutImage(world.ctx, {
      projectId: world.projectId,
      imageId: ids.original!,
      note: 'a watermark',
    });
    expect(await out()).toEqual(new Set([ids.original]));
    await world.check();
    expect(await out()).toEqual(new Set([ids.original]));
    // Kept, checked and left out again: the copy comes back once more.
    const original = { projectId: world.projectId, imageId: ids.original! };
    await keepImage(world.ctx, { ...original, keep: true });
    await world.check();
    expect(await out()).toEqual(new Set([ids.copy]));
    await keepImage(world.ctx, { ...original, keep: false });
    expect(await out()).toEqual(new Set([ids.original]));
  });

  it('never reaches into another project', async () => {
    const ids = await world.addImages({ a: big(1) });
    const other = await makeProject(world.database.db);
    const foreign = { projectId: other.id, imageId: ids.a! };
    await expect(leaveOutImage(world.ctx, { ...foreign, note: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await leaveOutImage(world.ctx, { projectId: world.projectId, imageId: ids.a!, note: 'x' });
    await expect(keepImage(world.ctx, { ...foreign, keep: true })).rejects.toMatchObject({
      code: 'not-found',
    });
    await keepReason(world.ctx, { projectId: other.id, reason: 'by-hand', keep: true });
    expect(await countLeftOut(world.database.db, world.projectId)).toBe(1);
  });

  it('is for those who manage the corpus; annotators and researchers see it, raters do not', async () => {
    const ids = await world.addImages({ a: big(1) });
    const query = qualityQuery.parse({});
    for (const role of ['ANNOTATOR', 'REVIEWER', 'RATER', 'RESEARCHER', 'ADMIN'] as const) {
      const person = await makeMember(world.database.db, world.projectId, role);
      const acting = as(world.ctx, userActor(person, world.projectId, role));
      const imageId = ids.a!;
      const changes = [
        () => leaveOutImage(acting, { projectId: world.projectId, imageId, note: 'x' }),
        () => keepImage(acting, { projectId: world.projectId, imageId, keep: true }),
        () => keepReason(acting, { projectId: world.projectId, reason: 'dark', keep: true }),
        () => startHygiene(acting, { projectId: world.projectId, thresholds: DEFAULT_THRESHOLDS }),
      ];
      const views = [
        () => qualitySummary(acting, world.projectId),
        () => flaggedImages(acting, world.projectId, query),
        () => imageFlags(acting, world.projectId, imageId),
      ];
      for (const change of changes) {
        if (role === 'ADMIN') await change();
        else await expect(change()).rejects.toMatchObject({ code: 'forbidden' });
      }
      for (const view of views) {
        if (role === 'RATER') await expect(view()).rejects.toMatchObject({ code: 'forbidden' });
        else await view();
      }
    }
  });
});

describe('the list of flagged images', () => {
  it('counts per reason what it lists, and pages both ways through each image once', async () => {
    const ids = Object.values(await world.addMany(110));
    for (const imageId of ids)
      await leaveOutImage(world.ctx, { projectId: world.projectId, imageId, note: 'test' });
    for (const imageId of ids.slice(0, 5))
      await keepImage(world.ctx, { projectId: world.projectId, imageId, keep: true });
    const { reasons, leftOut, images } = await qualitySummary(world.ctx, world.projectId);
    expect(reasons.find(({ reason }) => reason === 'by-hand')).toMatchObject({ out: 105, kept: 5 });
    expect([leftOut, images]).toEqual([105, 110]);
    const read = (query: object) =>
      flaggedImages(
        world.ctx,
        world.projectId,
        qualityQuery.parse({ reason: 'by-hand', ...query }),
      );
    const pages = [await read({})];
    while (pages.at(-1)!.next) pages.push(await read({ after: pages.at(-1)!.next }));
    const seen = pages.flatMap((page) => page.rows.map(({ id }) => id));
    expect(seen).toEqual([...ids.slice(5)].sort());
    expect((await read({ before: pages[1]!.previous })).rows).toEqual(pages[0]!.rows);
    expect((await read({ state: 'kept' })).rows.map(({ id }) => id)).toEqual(
      ids.slice(0, 5).sort(),
    );
    expect((await read({ reason: 'dark' })).total).toBe(0);
  });
});
