import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CatalogueEntry } from '@/lib/domain/catalogue/schema';
import { COMMIT, FILES, sha256, SMALL_CLIP, startHub } from '@/lib/infra/models/testing';
import { makeProject } from '@/lib/testing/factories';
import { listModels } from './queries';
import { startVerify } from './start-verify';
import { ALL, useModelWorld, type Step } from './test-world';
import { handler as verifyHandler } from './verify.handler';

const { world, start, list, run } = useModelWorld();

/** The same encoder, its image tower pinned to another file. */
const wrongHash = (): CatalogueEntry => {
  const { image } = SMALL_CLIP.hub;
  const graph = { ...image.graph, sha256: '0'.repeat(64) };
  const pinned = { ...SMALL_CLIP.hub, revision: COMMIT, image: { ...image, graph } };
  return { ...SMALL_CLIP, hub: pinned };
};

describe('downloading an encoder from the page', () => {
  it('shows it as waiting, counts bytes of all bytes, and lists it as ready with its licence', async () => {
    const { jobId } = await start();
    expect((await list()).jobs).toMatchObject([{ id: 'small-clip', job: { status: 'QUEUED' } }]);
    const steps: Step[] = [];
    await run(jobId, { onStep: (step) => steps.push(step) });

    const bytes = Object.values(FILES).reduce((sum, file) => sum + file.length, 0);
    const downloads = steps.filter(({ step }) => step === 'download');
    expect(new Set(downloads.map(({ total }) => total))).toEqual(
      new Set([Math.round(bytes / 1000)]),
    );
    const counts = downloads.map(({ done }) => done);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBe(Math.round(bytes / 1000));

    const after = await list();
    expect(after.jobs).toEqual([]);
    expect(after.installed).toMatchObject([
      { id: 'small-clip', unusable: null, bytes, licence: 'Apache-2.0', licenceLimit: null },
    ]);
    expect(after.offered).toMatchObject([{ id: 'small-clip', state: 'installed' }]);
  });

  it('goes on where the hub broke off, without fetching anything twice', async () => {
    world.hub.breaks.set('onnx/vision_model.onnx', 60_000);
    const { jobId } = await start();
    await run(jobId);
    expect(world.hub.asked.filter((url) => url.endsWith('vision_model.onnx'))).toHaveLength(2);
    expect((await list()).counts.ready).toBe(1);
  });

  it('cancelled half way keeps what arrived; resumed, it asks only for the rest', async () => {
    const { jobId } = await start();
    const stop = new AbortController();
    const enough = FILES['onnx/vision_model.onnx']!.length / 1000;
    const onStep = ({ step, done }: Step): void => {
      if (step === 'download' && done > enough + 1) stop.abort(new Error('cancelled'));
    };
    await expect(run(jobId, { stop, onStep })).rejects.toThrow('cancelled');
    expect((await list()).jobs).toMatchObject([{ job: { status: 'CANCELLED', own: true } }]);
    expect((await list()).installed).toEqual([]);
    await world.database.db.$transaction((tx) => world.ctx.jobs.resume(tx, jobId));
    await run(jobId);
    expect(world.hub.asked.filter((url) => url.endsWith('vision_model.onnx'))).toHaveLength(1);
    expect((await list()).counts.ready).toBe(1);
  });

  it('keeps the sentence of a hub that is not there, and a later download forgets it', async () => {
    const { jobId } = await start();
    await world.hub.close();
    await expect(run(jobId)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await list()).jobs[0]?.job).toMatchObject({
      status: 'FAILED',
      error: { message: expect.stringMatching(/cannot be reached.*HF_ENDPOINT/) as string },
    });
    world.hub = await startHub();
    await run((await start()).jobId);
    expect((await list()).jobs).toEqual([]);
  });

  it('refuses a file with another hash, says so, and installs nothing', async () => {
    const { jobId } = await start();
    await expect(run(jobId, { entry: wrongHash() })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringContaining(sha256(FILES['onnx/vision_model.onnx']!)),
    });
    expect(await readdir(join(world.folder, 'small-clip'))).toEqual(['download.json']);
    expect((await list()).installed).toEqual([]);
  });

  it('refuses a download that the disk cannot hold before a byte of it is fetched', async () => {
    const { image } = SMALL_CLIP.hub;
    // A hundred petabytes: more than any disk that this runs on.
    const graph = { ...image.graph, bytes: 1e17 };
    const pinned = { ...SMALL_CLIP.hub, revision: COMMIT, image: { ...image, graph } };
    const { jobId } = await start();
    await expect(run(jobId, { entry: { ...SMALL_CLIP, hub: pinned } })).rejects.toMatchObject({
      code: 'disk-full',
      message: expect.stringMatching(/needs .* MB.*Free some space/),
    });
    expect(world.hub.asked).toEqual([]);
  });

  it('is one download for two clicks, from whatever project, and the second hears so', async () => {
    const other = await makeProject(world.database.db);
    const clicks = await Promise.allSettled([start(), start(other.id), start()]);
    expect(clicks.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(start(other.id)).rejects.toMatchObject({ key: 'encoderPulling' });
    const seen = await listModels(world.ctx, { projectId: other.id, query: ALL }, world.source);
    expect(seen.jobs).toHaveLength(1);
  });

  it('never lets two jobs write the same files, even where both were handed out', async () => {
    const { jobId } = await start();
    await world.database.db.job.update({ where: { id: jobId }, data: { status: 'CANCELLED' } });
    const second = await start();
    await world.database.db.job.update({ where: { id: jobId }, data: { status: 'RUNNING' } });
    await expect(run(second.jobId)).rejects.toMatchObject({ code: 'conflict' });
    expect(world.hub.asked).toEqual([]);
  });
});

describe('verifying from the page', () => {
  it('hashes again what a long-lived worker has hashed before, and names what has changed', async () => {
    await run((await start()).jobId);
    const path = join(world.folder, 'small-clip', COMMIT.slice(0, 12), 'vision_model.onnx');
    const time = new Date('2026-01-01T00:00:00Z');
    await utimes(path, time, time);
    expect(await world.ctx.encoders.list()).toMatchObject([{ usable: true }]);
    // Damaged behind the back of the registry: same size, same time.
    const bytes = Buffer.from(FILES['onnx/vision_model.onnx']!);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(path, bytes);
    await utimes(path, time, time);
    expect(await world.ctx.encoders.list()).toMatchObject([{ usable: true }]);

    const { jobId } = await startVerify(world.ctx, { projectId: world.project.id });
    const steps: Step[] = [];
    const result = await verifyHandler(
      world.ctx,
      {},
      {
        jobId,
        projectId: world.project.id,
        attempt: 0,
        signal: new AbortController().signal,
        progress: (update) => Promise.resolve(void steps.push(update)),
      },
    );
    expect(result).toMatchObject({
      results: [{ id: 'small-clip', ok: false, detail: expect.stringContaining('SHA-256') }],
    });
    expect(steps.length).toBeGreaterThan(0);
    const done = { status: 'DONE', result, finishedAt: world.ctx.clock.now() } as const;
    await world.database.db.job.update({ where: { id: jobId }, data: done });
    expect((await list()).installed[0]?.verified).toMatchObject({ ok: false });
  });
});
