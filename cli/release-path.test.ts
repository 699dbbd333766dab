/** Checks and release together, as the worker and the command line compose them. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRelease } from '@/lib/features/release/create-release';
import { exportRelease } from '@/lib/features/release/export-release';
import { getRelease, listReleases, releasableRuns } from '@/lib/features/release/queries';
import { publishedRelease } from '@/lib/features/release/release-file';
import { makeReleaseHandler } from '@/lib/features/release/release.handler';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { realPairs, testHandle, testRegistry } from '@/lib/testing/measured-world';
import {
  archivesOf,
  cells,
  checked,
  hash,
  keyOf,
  released,
  zipOf,
  type Bench,
} from './test-release';

let database: TestDatabase;
let bench: Bench;
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareQueue(database.url);
  const scratch = await mkdtemp(join(tmpdir(), 'blindpair-release-test-'));
  bench = { db: database.db, real: await realPairs(4), scratch };
});
afterAll(async () => {
  await bench.real.pool.close();
  await database.stop();
});

describe('a release', () => {
  it('has in every cell and image what the database has, in the layout that readers expect', async () => {
    const world = await released(bench);
    const files = await zipOf(world);
    const rows = cells(files.get('MMVP/Questions.csv')!.toString('utf8'));
    expect(rows[0]).toEqual(['Index', 'Question', 'Options', 'Correct Answer']);
    expect(rows).toHaveLength(9);
    const placed = await world.db.releasePair.findMany({
      where: { releaseId: world.releaseId },
      orderBy: { position: 'asc' },
      select: { pairId: true, firstSide: true, optionsSwapped: true },
    });
    for (const [i, place] of placed.entries()) {
      const pair = world.pairs.find((candidate) => candidate.id === place.pairId)!;
      const [a, b] = place.optionsSwapped
        ? ['Closed, or shut', 'Open']
        : ['Open', 'Closed, or shut'];
      for (const [k, side] of (place.firstSide === 'A' ? ['A', 'B'] : ['B', 'A']).entries()) {
        const index = 2 * i + k + 1;
        // "Open" is right for image A of every pair of this world.
        const right = side === 'A' ? 'Open' : 'Closed, or shut';
        expect(rows[index]).toEqual([
          String(index),
          `Is the thing, "number ${world.pairs.indexOf(pair) + 1}", open?`,
          `(a) ${a} (b) ${b}`,
          right === a ? '(a)' : '(b)',
        ]);
        expect(hash(files.get(`MMVP/MMVP Images/${index}.jpg`)!)).toBe(
          pair.hashes[side as 'A' | 'B'],
        );
      }
    }
    const oddKeys = [1, 3, 5, 7].map((index) => rows[index]?.[3]);
    expect(oddKeys.filter((key) => key === '(a)')).toHaveLength(2);

    const vlm = cells(files.get('MMVP_VLM/Questions.csv')!.toString('utf8'));
    expect(vlm[0]).toEqual(['Question ID', 'Type', 'Statement']);
    expect(vlm.slice(1).map((row) => row[1])).toEqual(
      ['Orientation', 'Presence', 'State', 'Quantity'].flatMap((type) => [type, type]),
    );
    expect(files.has('MMVP_VLM/MLLM_VLM Images/Quantity/8.jpg')).toBe(true);

    const manifest = JSON.parse(files.get('manifest.json')!.toString('utf8')) as {
      files: { path: string; sha256: string }[];
      parts: { mmvpVlm: { note: string } };
    };
    expect(manifest.parts.mmvpVlm.note).toContain('nine patterns');
    expect(new Map(manifest.files.map((file) => [file.path, file.sha256]))).toEqual(
      new Map(
        [...files]
          .filter(([path]) => path !== 'manifest.json')
          .sort(([one], [two]) => (one < two ? -1 : 1))
          .map(([path, bytes]) => [path, hash(bytes)]),
      ),
    );
    const responses = files.get('responses.jsonl')!.toString('utf8').trim().split('\n');
    expect(responses).toHaveLength(3 * 8);
    expect(responses.join('')).not.toContain('@');
    // Licences open in spreadsheets, where "=rendered" would be a formula.
    expect(cells(files.get('LICENCES.csv')!.toString('utf8'))[1]?.[4]).toBe("'=rendered");
    const readme = files.get('README.md')!.toString('utf8');
    for (const quirk of ['MMVP Imgaes', 'lndex', '15 pairs per type', 'Miniature CLIP']) {
      expect(readme).toContain(quirk);
    }
    // Four pairs, option 1 right for image A of each, half of the odd rows (a): by hand. Intervals: scipy.
    for (const line of [
      'have the same key: 0 of 4\n',
      'in all other pairs: 4 of 8 items and 0 of 4 pairs right\n',
      '| all | 4 | 2 of 4 [6.8 %, 93.2 %] | 4 of 4 [39.8 %, 100.0 %] |\n| Orientation and Direction | 1 |',
    ]) {
      expect(readme).toContain(line);
    }
  });

  it('moves its pairs, is audited, and is exported with the hash that was stored', async () => {
    const world = await released(bench);
    const { ctx, projectId, db } = world;
    const pairs = await db.pair.findMany({ where: { projectId }, select: { status: true } });
    expect(pairs.map((pair) => pair.status)).toEqual(Array(4).fill('RELEASED'));
    const to = join(await mkdtemp(join(tmpdir(), 'blindpair-export-')), 'out.zip');
    const done = await exportRelease(ctx, { projectId, to: () => to });
    expect(done.sha256).toBe(hash(await readFile(to)));
    const detail = await getRelease(ctx, { projectId, version: 1 }, testRegistry);
    expect(detail).toMatchObject({
      status: 'PUBLISHED',
      sha256: done.sha256,
      manifestSha256: hash((await zipOf(world)).get('manifest.json')!),
      card: { raters: 3, pairs: 4, answers: 24, key: { odd: 4, oddA: 2 } },
    });
    const jobs = await db.job.findMany({ where: { projectId, kind: 'score-encoders' } });
    const scored = ['miniature-clip-base', 'miniature-clip-small', 'miniature-clip-tiny'];
    const payloads = scored.map((encoderId) => ({ releaseId: world.releaseId, encoderId }));
    expect(jobs.map((job) => job.payload)).toEqual(expect.arrayContaining(payloads));
    expect(jobs).toHaveLength(scored.length);
    await ctx.storage.put(await keyOf(world), Buffer.from('not the release'));
    await expect(exportRelease(ctx, { projectId, to: () => `${to}2` })).rejects.toThrow('SHA-256');
    expect(existsSync(`${to}2`)).toBe(false);
  });

  it('interrupted half-way shows nothing, leaves no file, and is whole when resumed', async () => {
    const world = await checked(bench);
    const { ctx, projectId } = world;
    const made = await createRelease(ctx, { ...world, name: '' });
    const run = makeReleaseHandler(bench);
    const stopped = testHandle(projectId, made.jobId, (done, control) => {
      if (done >= 3) control.abort();
    });
    await expect(run(ctx, { releaseId: made.releaseId }, stopped)).rejects.toThrow();
    expect(await archivesOf(world, made.releaseId)).toEqual([]);
    expect((await listReleases(ctx, { projectId })).releases[0]?.status).toBe('BUILDING');
    await expect(
      exportRelease(ctx, { projectId, version: 1, to: () => 'x' }),
    ).rejects.toMatchObject({
      key: 'releaseNotPublished',
    });
    expect(await readdir(bench.scratch)).toEqual([]);
    await run(ctx, { releaseId: made.releaseId }, testHandle(projectId, made.jobId));
    expect((await listReleases(ctx, { projectId })).releases[0]?.status).toBe('PUBLISHED');
    const key = await keyOf({ ...world, ...made });
    const before = await ctx.storage.get(key);
    await run(ctx, { releaseId: made.releaseId }, testHandle(projectId, made.jobId));
    expect(await ctx.storage.get(key)).toEqual(before);
  }, 120_000);

  it('fails with a sentence when an image is not what was checked, and publishes nothing', async () => {
    const world = await checked(bench);
    const { ctx, projectId } = world;
    const made = await createRelease(ctx, { ...world, name: '' });
    const sha = world.pairs[0]!.hashes.A;
    const key = `blobs/${sha.slice(0, 2)}/${sha.slice(2, 4)}/${sha}`;
    await ctx.storage.delete(key);
    await ctx.storage.put(key, Buffer.from('other bytes'));
    const handle = testHandle(projectId, made.jobId);
    await expect(
      makeReleaseHandler(bench)(ctx, { releaseId: made.releaseId }, handle),
    ).rejects.toThrow('Nothing was published');
    const { releases } = await listReleases(ctx, { projectId });
    expect(releases[0]).toMatchObject({ status: 'FAILED' });
    expect(releases[0]?.error?.message).toContain('Nothing was published');
    expect(await archivesOf(world, made.releaseId)).toEqual([]);
    const pairs = await world.db.pair.findMany({ where: { projectId }, select: { status: true } });
    expect(pairs.map((pair) => pair.status)).toEqual(Array(4).fill('CHECKED'));
  });

  it('may be larger than 32 bits can count', async () => {
    const { ctx, db, projectId, releaseId } = await released(bench);
    await db.release.update({ where: { id: releaseId }, data: { bytes: 5_300_000_000n } });
    const { releases } = await listReleases(ctx, { projectId });
    expect(releases[0]?.bytes).toBe(5_300_000_000);
    expect((await publishedRelease(ctx, { projectId })).bytes).toBe(5_300_000_000);
  });

  it('takes passed pairs only, and refuses clearly when there is none', async () => {
    const some = await checked(bench, { approved: (i) => i !== 2 });
    expect(await releasableRuns(some.ctx, some)).toMatchObject([{ pairs: 3 }]);
    expect(await createRelease(some.ctx, { ...some, name: '' })).toMatchObject({
      version: 1,
      pairs: 3,
    });
    expect(await createRelease(some.ctx, { ...some, name: '' })).toMatchObject({ version: 2 });
    const none = await checked(bench, { approved: () => false });
    await expect(createRelease(none.ctx, { ...none, name: '' })).rejects.toMatchObject({
      key: 'releaseNothingPassed',
    });
  });
});
