/** Embeddings that leave the product and come back under another name, through whole mining runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import { similarityFindings } from '@/lib/features/checks/similarity-findings';
import { importEmbeddings } from '@/lib/features/encoding/import-embeddings';
import { startEncoding } from '@/lib/features/encoding/start-encoding';
import { encoderChoices, listRuns } from '@/lib/features/mining/run-queries';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { readRunResult } from '@/lib/infra/run-result';
import { makeProject } from '@/lib/testing/factories';
import { makeMiningWorld, SEMANTIC, VISUAL, type MiningWorld } from '../mine/test-world';
import {
  CLIP_HASH,
  clipFields,
  DINO_HASH,
  NAMES,
  SEEDS,
  someRows,
  writeNpy,
  writeParquet,
  type Row,
} from './test-files';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let world: MiningWorld;
let folder: string;
let projectId: string;
beforeAll(async () => {
  world = await makeMiningWorld();
  folder = await mkdtemp(join(tmpdir(), 'blindpair-import-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  projectId = (await makeProject(world.ctx.db)).id;
  await world.addImages(projectId, SEEDS);
});

const clip = (path: string, fields: object = {}) => ({ ...clipFields(fields), projectId, path });
const dino = (path: string) =>
  clip(path, { encoderId: 'lab-dino', role: 'visual', weightsHash: DINO_HASH });

/** As the encoders that ship computed them; the project is mined with them first. */
async function ownRows(encoderId: string): Promise<Row[]> {
  const { description } = await world.ctx.encoders.get(encoderId);
  const { imageIds, rows } = await loadMatrix(world.ctx, {
    projectId,
    key: embeddingKey(description),
  });
  const images = await world.ctx.db.image.findMany({ where: { projectId } });
  return imageIds.map((id, k) => {
    const image = images.find((one) => one.id === id)!;
    const values = [...rows.data.subarray(k * rows.dimensions, (k + 1) * rows.dimensions)];
    return { id, name: image.originalName, sha256: image.sha256, values };
  });
}

describe('imported embeddings', () => {
  it('mine the very pairs that the encoders mine which computed them', async () => {
    const own = await world.start(projectId);
    await world.work(projectId, own.runId);
    // In another order than the images have here, and with rows that the project does not know.
    const [semantic, visual] = [await ownRows(SEMANTIC), await ownRows(VISUAL)];
    const foreign = { name: 'else.jpg', id: '', sha256: 'ee'.repeat(32) };
    const shuffled = [...semantic].reverse();
    shuffled.splice(3, 0, { ...foreign, values: semantic[0]!.values });
    const npy = await writeNpy(
      folder,
      'clip.npy',
      shuffled,
      shuffled.map(({ name }) => `/elsewhere/photos/${name}`),
    );
    const parquet = writeParquet(folder, 'dino.parquet', [
      { ...foreign, values: visual[0]!.values },
      ...visual,
    ]);
    const first = await importEmbeddings(world.ctx, clip(npy));
    expect(first).toMatchObject({ matchedBy: 'name', rows: 17, matched: 16, stored: 16 });
    expect(first.unknown).toEqual({ count: 1, examples: ['/elsewhere/photos/else.jpg'] });
    const second = await importEmbeddings(world.ctx, dino(parquet));
    expect(second).toMatchObject({ matchedBy: 'sha256', matched: 16, stored: 16 });

    const fields = { semanticEncoder: 'lab-clip', visualEncoder: 'lab-dino' };
    const theirs = await world.start(projectId, fields);
    await world.work(projectId, theirs.runId);
    const result = async (id: string) => {
      const run = await world.ctx.db.miningRun.findUniqueOrThrow({ where: { id } });
      const { imageIds, passing } = await readRunResult(world.ctx.storage, run.resultKey!);
      const kept = await world.ctx.db.minedPair.findMany({
        where: { runId: id },
        orderBy: { rank: 'asc' },
        select: { rank: true, pairId: true, semantic: true, visual: true },
      });
      return { imageIds, passing, kept };
    };
    const mine = await result(own.runId);
    expect(mine.kept.length).toBeGreaterThan(5);
    expect(await result(theirs.runId)).toEqual(mine);
    const run = await world.ctx.db.miningRun.findUniqueOrThrow({ where: { id: theirs.runId } });
    expect(run).toMatchObject({
      semanticWeights: CLIP_HASH,
      visualWeights: DINO_HASH,
      semanticPreprocessing: 'imported',
    });
  });

  it('never run an encoder: images without one are not compared, and the run says how many', async () => {
    const path = await writeNpy(
      folder,
      'few.npy',
      someRows(NAMES.slice(0, 10)),
      NAMES.slice(0, 10),
    );
    await importEmbeddings(world.ctx, clip(path, { allowMissing: true }));
    const { runId } = await world.start(projectId, { semanticEncoder: 'lab-clip' });
    await world.work(projectId, runId);
    const { runs } = await listRuns(world.ctx, projectId, { id: runId });
    // 10 * 9 / 2
    expect(runs[0]).toMatchObject({ images: 10, withoutEmbedding: 6, pairsCompared: '45' });
    const key = { encoderId: 'lab-clip' };
    expect(await world.ctx.db.embedding.count({ where: { ...key, image: { projectId } } })).toBe(
      10,
    );
    expect(await world.ctx.db.encoding.count({ where: key })).toBe(0);
    await expect(
      startEncoding(world.ctx, { projectId, encoderIds: ['lab-clip'] }),
    ).rejects.toMatchObject({ key: 'encoderImported' });
  });

  it('are offered for mining, in their role only', async () => {
    const path = await writeNpy(folder, 'all.npy', someRows(NAMES), NAMES);
    await importEmbeddings(world.ctx, clip(path));
    const choices = await encoderChoices(world.ctx, projectId);
    expect(choices.find(({ id }) => id === 'lab-clip')).toEqual({
      id: 'lab-clip',
      name: 'CLIP of the lab',
      role: 'semantic',
      miniature: false,
      imported: true,
      unusable: null,
    });
    expect(choices.find(({ id }) => id === VISUAL)).toMatchObject({ imported: false });
    await expect(world.start(projectId, { visualEncoder: 'lab-clip' })).rejects.toMatchObject({
      key: 'encoderRole',
    });
    // Those of one project are none of another's.
    const other = await makeProject(world.ctx.db);
    await world.addImages(other.id, [1, 2]);
    await expect(world.start(other.id, { semanticEncoder: 'lab-clip' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('make the checks say that there is no encoder to run again', async () => {
    const path = await writeNpy(folder, 'all.npy', someRows(NAMES), NAMES);
    await importEmbeddings(world.ctx, clip(path));
    const key = { encoderId: 'lab-clip', weightsHash: CLIP_HASH, preprocessing: 'imported' };
    const pair = {
      pairId: 'p',
      hashes: { A: 'a', B: 'b' },
      criteria: {
        semantic: [key],
        visual: [key],
        agreement: { semantic: 1, visual: 1 },
        minSemantic: 0.9,
        maxVisual: 0.5,
      },
    } as unknown as Parameters<typeof similarityFindings>[1][number];
    const { signal } = new AbortController();
    const found = await similarityFindings(world.ctx, [pair], new Map(), signal);
    expect(found.get('p')?.findings[0]).toMatchObject({
      status: 'UNAVAILABLE',
      detail: 'encoderImported',
      params: { encoder: 'lab-clip' },
    });
  });

  it('are noted with files, hashes, counts and an entry in the audit log', async () => {
    const path = await writeNpy(folder, 'noted.npy', someRows(NAMES), NAMES);
    await importEmbeddings(world.ctx, clip(path));
    const found = await world.ctx.db.embeddingImport.findFirstOrThrow({
      where: { encoder: { projectId } },
    });
    expect(found).toMatchObject({ rows: 16, matched: 16, missing: 0, matchedBy: 'name' });
    expect(found.finishedAt).not.toBeNull();
    const files = found.files as { name: string; sha256: string }[];
    expect(files.map(({ name }) => name)).toEqual(['noted.npy', 'noted.txt']);
    expect(files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    const where = { projectId, action: 'embeddings.import' };
    expect((await world.ctx.db.auditEvent.findFirstOrThrow({ where })).data).toEqual({
      encoder: 'lab-clip',
      weights: CLIP_HASH,
      matched: 16,
    });
  });
});
