/** The file with all pairs, from whole runs with the encoders that ship. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readCsv } from '@/lib/domain/formats/csv';
import type { PairFormat } from '@/lib/domain/formats/pair-file';
import { exportPairs } from '@/lib/features/mining/export-pairs';
import { pairBatches } from '@/lib/features/mining/pair-batches';
import { resumeMining } from '@/lib/features/mining/resume-mining';
import { readRunResult } from '@/lib/infra/run-result';
import { openRunSlices } from '@/lib/infra/run-result-slices';
import { version } from '@/lib/infra/version';
import { as, makeMember, makeProject, userActor } from '@/lib/testing/factories';
import { prepareOut, writeOut } from './out';
import { makeMiningWorld, miningInput, SEMANTIC, VISUAL, type MiningWorld } from './test-world';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let world: MiningWorld;
let project: { id: string; slug: string };
let runId: string;
beforeAll(async () => {
  world = await makeMiningWorld();
  project = await makeProject(world.ctx.db);
  await world.addImages(project.id, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  runId = (await world.start(project.id)).runId;
  await world.work(project.id, runId);
});
afterAll(() => world.close());

async function exported(format: PairFormat): Promise<Buffer> {
  const input = { projectId: project.id, runId, format };
  const parts: Uint8Array[] = [];
  for await (const part of (await exportPairs(world.ctx, input)).bytes) parts.push(part);
  return Buffer.concat(parts);
}

/** From the stored run, its kept rows and the images: by other ways than the export takes. */
async function expected() {
  const { db, storage } = world.ctx;
  const run = await db.miningRun.findUniqueOrThrow({ where: { id: runId } });
  const { imageIds, passing } = await readRunResult(storage, run.resultKey!);
  const images = new Map(
    (await db.image.findMany({ where: { projectId: project.id } })).map((row) => [row.id, row]),
  );
  const kept = await db.minedPair.findMany({
    where: { runId },
    select: { rank: true, pair: { select: { imageAId: true, imageBId: true, number: true } } },
  });
  return [...passing.i].map((i, k) => {
    const [a, b] = [images.get(imageIds[i]!)!, images.get(imageIds[passing.j[k]!]!)!];
    const own = kept.find(({ pair }) => pair.imageAId === a.id && pair.imageBId === b.id);
    return {
      imageA: a.id,
      imageB: b.id,
      nameA: a.originalName,
      nameB: b.originalName,
      sha256A: a.sha256,
      sha256B: b.sha256,
      semantic: passing.semantic[k]!,
      visual: passing.visual[k]!,
      gap: passing.semantic[k]! - passing.visual[k]!,
      rank: own?.rank ?? null,
      number: own?.pair.number ?? null,
    };
  });
}

const arrayBuffer = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

describe('the exported pairs', () => {
  it('are all that passed, kept or not, the same in each format and to the last bit', async () => {
    const rows = await expected();
    const run = await world.ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
    expect(rows).toHaveLength(run.pairsPassing!);
    expect(rows.filter(({ rank }) => rank !== null)).toHaveLength(run.pairsKept!);
    // Otherwise nothing is shown about those that were not kept.
    expect(run.pairsKept!).toBeLessThan(run.pairsPassing!);
    expect(run.pairsKept!).toBeGreaterThan(5);

    const { pairs, ...head } = JSON.parse((await exported('json')).toString()) as {
      pairs: unknown[];
    };
    expect(pairs).toEqual(rows);
    expect(head).toMatchObject({
      format: 'blindpair-pairs',
      version: 1,
      project: project.slug,
      run: runId,
      blindpair: version,
      semantic: { encoder: SEMANTIC, weightsSha256: run.semanticWeights, above: 0.5 },
      visual: { encoder: VISUAL, weightsSha256: run.visualWeights, below: 0.99 },
      perImage: 2,
      limit: null,
      images: 12,
      imagesLeftOut: 0,
      imagesWithoutEmbedding: 0,
      // 12 * 11 / 2
      pairsCompared: 66,
      pairsPassing: rows.length,
    });

    const lines = (await exported('jsonl')).toString().trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([head, ...rows]);

    const parquet = arrayBuffer(await exported('parquet'));
    expect(await parquetReadObjects({ file: parquet, compressors })).toEqual(rows);
    const metadata = parquetMetadata(parquet).key_value_metadata ?? [];
    expect(metadata.map(({ key }) => key)).toEqual(['blindpair']);
    expect(JSON.parse(metadata[0]?.value ?? '')).toEqual(head);
  });

  it('are a table that a spreadsheet reads, in which no name of a file is a formula', async () => {
    const [row] = await expected();
    const name = '=HYPERLINK("http://x.example","a, b")';
    const image = { where: { id: row!.imageA } };
    await world.ctx.db.image.update({ ...image, data: { originalName: name } });
    const csv = (await exported('csv')).toString();
    await world.ctx.db.image.update({ ...image, data: { originalName: row!.nameA } });
    // RFC 4180: a field with commas or quotes is quoted, its quotes doubled.
    expect(csv.split('\r\n')[1]).toContain(`,"'=HYPERLINK(""http://x.example"",""a, b"")",`);
    const read = readCsv(csv);
    const records = read.ok ? read.records : [];
    const rows = await expected();
    expect(records).toHaveLength(1 + rows.length);
    expect(records[0]).toEqual(Object.keys(rows[0]!));
    expect(records.slice(1).map((cells) => cells.slice(6, 9).map(Number))).toEqual(
      rows.map(({ semantic, visual, gap }) => [semantic, visual, gap]),
    );
    expect(records.slice(1).map((cells) => cells[9])).toEqual(
      rows.map(({ rank }) => (rank === null ? '' : String(rank))),
    );
  });

  it('are the same bytes each time', async () => {
    for (const format of ['parquet', 'json', 'jsonl', 'csv'] as const) {
      expect((await exported(format)).equals(await exported(format))).toBe(true);
    }
  });

  it('do not depend on the size of the pieces', async () => {
    const run = await world.ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
    const slices = await openRunSlices(world.ctx.storage, run.resultKey!);
    const rows: { a: string; rank: number | null; gap: number }[] = [];
    for await (const batch of pairBatches(world.ctx, run, slices, { size: 7 })) {
      expect(batch.imageA.length).toBeLessThanOrEqual(7);
      batch.imageA.forEach((a, k) => rows.push({ a, rank: batch.rank[k]!, gap: batch.gap[k]! }));
    }
    const whole = await expected();
    expect(rows).toEqual(whole.map(({ imageA: a, rank, gap }) => ({ a, rank, gap })));
  });

  it('are written to a file that is seen whole or not at all, and never over another', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'blindpair-out-'));
    const run = { projectId: project.id, runId };
    try {
      const path = join(folder, 'pairs.jsonl');
      const out = await prepareOut(path, false);
      const written = await writeOut(world.ctx, run, out, new AbortController().signal);
      expect(written.pairs).toBe((await expected()).length);
      expect(await readFile(path)).toEqual(await exported('jsonl'));
      await expect(prepareOut(path, false)).rejects.toThrow(/--force/);
      await prepareOut(path, true);
      // Somebody else made it after the question.
      await expect(writeOut(world.ctx, run, out, new AbortController().signal)).rejects.toThrow(
        /already/,
      );
      await expect(prepareOut(join(folder, 'pairs.xlsx'), false)).rejects.toThrow(/\.parquet/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are refused for a run that has not ended, one of another project and one from before', async () => {
    const { runId: open } = await world.start(project.id);
    const ask = (id: string, projectId = project.id) =>
      exportPairs(world.ctx, { projectId, runId: id, format: 'json' });
    await expect(ask(open)).rejects.toMatchObject({ code: 'conflict' });
    const other = await makeProject(world.ctx.db);
    await expect(ask(runId, other.id)).rejects.toMatchObject({ code: 'not-found' });
    const data = { finishedAt: new Date(), pairsPassing: 3, resultKey: null };
    await world.ctx.db.miningRun.update({ where: { id: open }, data });
    await expect(ask(open)).rejects.toMatchObject({ key: 'runWithoutResult' });
  });

  it('are an empty table where nothing was compared', async () => {
    const { runId: empty } = await world.start(project.id);
    const data = { finishedAt: new Date(), pairsPassing: 0, pairsKept: 0, resultKey: null };
    await world.ctx.db.miningRun.update({ where: { id: empty }, data });
    const read = async (format: PairFormat) => {
      const file = await exportPairs(world.ctx, { projectId: project.id, runId: empty, format });
      const parts: Uint8Array[] = [];
      for await (const part of file.bytes) parts.push(part);
      return Buffer.concat(parts);
    };
    expect(JSON.parse((await read('json')).toString())).toMatchObject({ pairs: [] });
    expect((await read('jsonl')).toString().trimEnd().split('\n')).toHaveLength(1);
    expect((await read('csv')).toString()).toMatch(/^imageA,imageB,[^\n]*\r\n$/);
    const parquet = arrayBuffer(await read('parquet'));
    expect(await parquetReadObjects({ file: parquet, compressors })).toEqual([]);
  });

  it('are for all who see pairs, not for raters', async () => {
    for (const role of ['ANNOTATOR', 'REVIEWER', 'RESEARCHER', 'ADMIN', 'RATER'] as const) {
      const person = await makeMember(world.ctx.db, project.id, role);
      const acting = as(world.ctx, userActor(person, project.id, role));
      const asked = exportPairs(acting, { projectId: project.id, runId, format: 'json' });
      if (role === 'RATER') await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
      else await asked;
    }
  });
});

describe('the same command after a stop', () => {
  it('goes on with the unfinished run of these parameters, and with no other', async () => {
    const { id } = await makeProject(world.ctx.db);
    await world.addImages(id, [21, 22, 23, 24]);
    const resume = (fields = {}) =>
      resumeMining(world.ctx, { ...miningInput(fields), projectId: id });
    expect(await resume()).toBeNull();
    const first = await world.start(id);
    await expect(world.work(id, first.runId, 'compare')).rejects.toThrow('stopped');
    expect(await resume()).toEqual(first);
    for (const other of [
      { perImage: 3 },
      { limit: 5 },
      { minSemantic: 0.51 },
      { maxVisual: 0.9 },
      { rankBy: 'visual' },
      { perCluster: 2 },
    ]) {
      expect(await resume(other)).toBeNull();
    }
    await world.work(id, first.runId);
    // Finished: the next call is a new run.
    expect(await resume()).toBeNull();
  });

  it('queues a failed or cancelled job again, once, and notes it', async () => {
    const { id } = await makeProject(world.ctx.db);
    await world.addImages(id, [31, 32]);
    const { runId: stopped, jobId } = await world.start(id);
    const resume = () => resumeMining(world.ctx, { ...miningInput(), projectId: id });
    await world.ctx.db.job.update({ where: { id: jobId }, data: { status: 'FAILED' } });
    expect(await Promise.all([resume(), resume()])).toEqual([
      { runId: stopped, jobId },
      { runId: stopped, jobId },
    ]);
    const job = await world.ctx.db.job.findUniqueOrThrow({ where: { id: jobId } });
    expect(job).toMatchObject({ status: 'QUEUED', attempt: 1 });
    expect(await world.ctx.db.auditEvent.count({ where: { action: 'mining.resume' } })).toBe(1);
  });
});
