import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  columnsOf,
  readRunResult,
  runResultKey,
  writeRunResult,
  type RunResult,
} from './run-result';
import { openRunSlices } from './run-result-slices';
import { createDiskStorage } from './storage/disk';
import type { Storage } from './storage/storage';

let root: string;
let storage: Storage;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'blindpair-run-result-'));
  storage = createDiskStorage(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

const RUN = '01890a5d-ac96-774b-bcce-b302099a8057';
const result: RunResult = {
  imageIds: ['00000000-0000-7000-8000-000000000001', RUN, 'ffffffff-ffff-7fff-bfff-ffffffffffff'],
  passing: columnsOf([
    // Float64 to the last bit: a count at a threshold must be that of a run made with it.
    { i: 0, j: 2, semantic: 0.95 + Number.EPSILON, visual: 0.1 },
    { i: 1, j: 2, semantic: 0.99, visual: -0.2 },
    { i: 0, j: 1, semantic: 1, visual: 0.6 - 1e-16 },
  ]),
  sample: {
    population: 3,
    whole: false,
    semantic: Float32Array.of(0.5, 0.25),
    visual: Float32Array.of(0.75, -1),
  },
};

it('is read as it was written, to the last bit', async () => {
  for (const [attempt, given] of [
    [1, result],
    [2, { ...result, imageIds: result.imageIds.slice(0, 2), passing: columnsOf([]) }],
  ] as const) {
    const key = runResultKey(RUN, RUN, attempt);
    await writeRunResult(storage, key, given);
    expect(await readRunResult(storage, key)).toEqual(given);
  }
});

it('keeps the cosines of each encoder, whole and in slices', async () => {
  const key = runResultKey(RUN, RUN, 4);
  const pairs = [0, 1, 2].map((k) => ({
    i: 0,
    j: k + 1,
    semantic: 0.9 + k / 100,
    visual: k / 10,
    each: [0.9 + k / 100, 1 - k / 7, k / 10],
  }));
  const passing = columnsOf(pairs, 3);
  await writeRunResult(storage, key, { ...result, passing });
  expect(await readRunResult(storage, key)).toEqual({ ...result, passing });
  const slices = await openRunSlices(storage, key);
  expect(await slices.pairs(1, 3)).toEqual(columnsOf(pairs.slice(1), 3));
});

it('is refused with a sentence when a byte of it is missing, or when it is another file', async () => {
  const key = runResultKey(RUN, RUN, 3);
  await writeRunResult(storage, key, result);
  const whole = await storage.get(key);
  for (let length = 0; length < whole.length; length += 1) {
    await storage.delete(key);
    await storage.put(key, whole.subarray(0, length));
    await expect(readRunResult(storage, key)).rejects.toMatchObject({ code: 'unprocessable' });
  }
  const spoilt = Buffer.from(whole);
  // The first byte of the header, behind the name and its length.
  spoilt[12] = 0;
  await storage.delete(key);
  await storage.put(key, spoilt);
  await expect(readRunResult(storage, key)).rejects.toMatchObject({ code: 'unprocessable' });
  await storage.delete(key);
  await storage.put(key, Buffer.from('no result of a run at all, but long enough'));
  await expect(readRunResult(storage, key)).rejects.toMatchObject({ code: 'unprocessable' });
});
