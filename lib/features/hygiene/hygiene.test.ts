import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_THRESHOLDS } from '@/lib/domain/hygiene/rules';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import { page } from '@/lib/infra/images/testing';
import { countLeftOut, leftOutImages } from '@/lib/infra/left-out';
import { textModel } from '@/lib/infra/measuring/text-model';
import type { FoundFlag } from './find-flags';
import { handler } from './hygiene.handler';
import { CHUNK } from './measure-missing';
import { flaggedImages, imageFlags } from './queries';
import { startHygiene } from './start-hygiene';
import { storeFlags } from './store-flags';
import { big, HygieneWorld } from './testing';

// Real weights, but where a test takes them away.
vi.mock('@/lib/infra/measuring/text-model', async (original) => {
  const real = await original<typeof import('@/lib/infra/measuring/text-model')>();
  return { textModel: vi.fn(real.textModel) };
});
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let world: HygieneWorld;
beforeAll(async () => {
  world = await HygieneWorld.open();
});
afterAll(() => world.close());
beforeEach(() => world.newProject());

describe('a check of the images', () => {
  it('flags one of each kind for what it is, and of a picture and its copy leaves the larger', async () => {
    const ids = await world.addOneOfEach();
    expect(await world.check()).toMatchObject({ images: 10, measured: 10, flagged: 8 });
    expect(await world.reasonsOf()).toEqual({
      copy: ['near-duplicate'],
      blank: ['blank'],
      blurred: ['blurred'],
      dark: ['dark'],
      'washed-out': ['washed-out'],
      text: ['text'],
      small: ['small'],
      broken: ['broken'],
    });
    const [flag] = await imageFlags(world.ctx, world.projectId, ids.copy!);
    expect(flag).toMatchObject({ like: { id: ids.original, name: 'original.jpg' }, kept: false });
    expect(await leftOutImages(world.database.db, world.projectId)).toEqual(
      new Set(Object.values(ids).filter((id) => id !== ids.original && id !== ids.fine)),
    );
  });

  it('measures an image once, whatever the thresholds, and judges it anew each time', async () => {
    await world.addImages({ a: big(1), b: big(700) });
    expect(await world.check()).toMatchObject({ measured: 2, flagged: 0 });
    world.reads = 0;
    expect(await world.check({ minSide: 1000 })).toMatchObject({ measured: 0, flagged: 2 });
    expect(world.reads).toBe(0);
    expect(await world.check()).toMatchObject({ measured: 0, flagged: 0 });
    expect(await countLeftOut(world.database.db, world.projectId)).toBe(0);
    // Nothing was deleted: the flags are there and no longer hold.
    expect(await world.database.db.imageFlag.count({ where: { projectId: world.projectId } })).toBe(
      2,
    );
  });

  it('measures and judges how much text covers an image', async () => {
    const ids = await world.addImages({ page: page(320, 240, 10), fine: big(1) });
    await world.check();
    const [flag] = await imageFlags(world.ctx, world.projectId, ids.page!);
    const maxText = DEFAULT_THRESHOLDS.maxText;
    expect(flag).toMatchObject({ reason: 'text', threshold: maxText, kept: false });
    expect(flag!.measure).toBeGreaterThan(maxText);
    const filter = { reason: 'text', state: 'out' } as const;
    const listed = await flaggedImages(world.ctx, world.projectId, filter);
    expect(listed.rows.map(({ name }) => name)).toEqual(['page.jpg']);
    // A corpus of pages lets all text pass.
    expect(await world.check({ maxText: 100 })).toMatchObject({ measured: 0, flagged: 0 });
  });

  it('says so where text cannot be found, before it measures anything, and leaves the flags', async () => {
    await world.addImages({ page: page(320, 240, 10) });
    await world.check();
    await world.addImages({ other: big(1) });
    const missing = new Error('ch_PP-OCRv4_det_infer.onnx cannot be read (ENOENT).');
    vi.mocked(textModel).mockRejectedValueOnce(missing);
    await expect(world.check()).rejects.toMatchObject({
      code: 'unavailable',
      key: 'textDetectorMissing',
      params: { reason: missing.message },
    });
    expect(await world.reasonsOf()).toEqual({ page: ['text'] });
    const measured = { image: { projectId: world.projectId } };
    expect(await world.database.db.imageMeasure.count({ where: measured })).toBe(1);
    // Nothing is left of the failure.
    expect(await world.check()).toMatchObject({ measured: 1, flagged: 1 });
  });

  it('measures again what was measured before text was', async () => {
    const { page: imageId } = await world.addImages({ page: page(320, 240, 10) });
    const old = { spread: 200, bright: 250, shade: 10, sharpness: 900, hash: '0'.repeat(16) };
    await world.database.db.imageMeasure.create({
      data: { imageId: imageId!, version: 'hygiene-1', readable: true, ...old },
    });
    expect(await world.check()).toMatchObject({ measured: 1, flagged: 1 });
    // Only then may there be none.
    await expect(
      world.database.db.imageMeasure.update({
        where: { imageId: imageId! },
        data: { text: null },
      }),
    ).rejects.toThrow();
  });

  it('measures again what another version of the measures measured, and what could not be read', async () => {
    const ids = await world.addImages({ a: big(1), b: big(700), c: big(900) });
    const blob = await world.blobOf(ids.c!);
    const bytes = await world.ctx.storage.get(blob);
    await world.ctx.storage.delete(blob);
    await world.check();
    expect(await world.reasonsOf()).toEqual({ c: ['broken'] });
    await world.database.db.imageMeasure.update({
      where: { imageId: ids.a! },
      data: { version: 'of-before' },
    });
    await world.ctx.storage.put(blob, bytes);
    expect(await world.check()).toMatchObject({ measured: 2, flagged: 0 });
  });

  it('killed at any step and run again measures only the rest and ends as if it had never stopped', async () => {
    const count = CHUNK + 12;
    await world.addMany(count);
    const { runId } = await world.start({ minSide: 50 });
    const killedAt = async (step: string, done: number): Promise<void> => {
      const stop = new AbortController();
      const progress: JobHandle['progress'] = async (update) => {
        if (update.step === step && update.done >= done) stop.abort(new Error('killed'));
      };
      const running = handler(world.ctx, { runId }, world.job({ signal: stop.signal, progress }));
      await expect(running).rejects.toThrow('killed');
    };
    await killedAt('measure', CHUNK);
    const measured = await world.database.db.imageMeasure.count({
      where: { image: { projectId: world.projectId } },
    });
    expect(measured).toBe(CHUNK);
    await killedAt('duplicates', 5);
    expect(
      await world.database.db.imageMeasure.count({
        where: { image: { projectId: world.projectId } },
      }),
    ).toBe(count);
    const seen: [number, number | undefined][] = [];
    const result = await handler(
      world.ctx,
      { runId },
      world.job({
        progress: async ({ done, total, step }) => {
          if (step === 'measure') seen.push([done, total]);
        },
      }),
    );
    expect(seen).toEqual([[count, count]]);
    expect(result).toMatchObject({ images: count, measured: 0, flagged: count });
    // A finished run is left as it is.
    expect(await handler(world.ctx, { runId }, world.job())).toMatchObject({ flagged: count });
    const finished = { projectId: world.projectId, action: 'hygiene.finish' };
    expect(await world.database.db.auditEvent.count({ where: finished })).toBe(1);
  });

  it('that was asleep while another worker finished it brings no flag back', async () => {
    const { a } = await world.addImages({ a: big(1) });
    const { runId } = await world.start({ minSide: 1000 });
    await handler(world.ctx, { runId }, world.job());
    await world.check();
    const found = { imageId: a!, reason: 'small', measure: 240, threshold: 1000, likeId: null };
    await storeFlags(world.ctx, {
      projectId: world.projectId,
      runId,
      images: 1,
      flags: [found as FoundFlag],
      signal: new AbortController().signal,
    });
    expect(await world.reasonsOf()).toEqual({});
  });

  it('is refused without images, and while another has not ended', async () => {
    const thresholds = DEFAULT_THRESHOLDS;
    await expect(
      startHygiene(world.ctx, { projectId: world.projectId, thresholds }),
    ).rejects.toMatchObject({
      key: 'hygieneNeedsImages',
    });
    await world.addImages({ a: big(1) });
    const { jobId } = await startHygiene(world.ctx, { projectId: world.projectId, thresholds });
    await expect(
      startHygiene(world.ctx, { projectId: world.projectId, thresholds }),
    ).rejects.toMatchObject({
      key: 'hygieneRunning',
    });
    await world.database.db.job.update({ where: { id: jobId }, data: { status: 'CANCELLED' } });
    await startHygiene(world.ctx, { projectId: world.projectId, thresholds });
  });
});
