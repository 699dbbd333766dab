/**
 * What the comparison of one tile found, as a file: the pairs that passed, and the cosines of those pairs
 * of the population sample that lie in the tile.
 *
 * Named "BPTILE01"; columns as column-file.ts lays them out: rows i and j (uint32), semantic and visual
 * cosines (float64), place in the sample (uint32), and its two cosines (float32); then those of each
 * encoder as in run-result.ts.
 */
import { AppError } from '@/lib/domain/errors';
import { packColumns, readColumns } from './column-file';
import { encodersIn, takeEach, takePairs, type PairColumns } from './run-result';
import type { Storage } from './storage/storage';

export interface TileResult {
  /** Rows of the whole corpus, i < j, ordered by i, then j. */
  passing: PairColumns;
  sample: { at: Uint32Array; semantic: Float32Array; visual: Float32Array };
}

interface Header {
  passing: number;
  sampled: number;
  encoders?: number;
}

const NAME = 'BPTILE01';
const ROOT = 'mining-tiles/';

/** What all files of a run that is cut into tiles begin with. */
export const tilesPrefix = (projectId: string, runId: string): string =>
  `${ROOT}${projectId}/${runId}/`;

/** `fileId` is drawn anew for each worker that tries, so that a late writer replaces nothing. */
export const tileKey = (projectId: string, runId: string, fileId: string): string =>
  `${tilesPrefix(projectId, runId)}${fileId}.tile`;

export const placesKey = (projectId: string, runId: string, fileId: string): string =>
  `${tilesPrefix(projectId, runId)}${fileId}.places`;

/** Run ids that have files. */
export async function runsWithTiles(
  storage: Storage,
): Promise<{ projectId: string; runId: string }[]> {
  const runs = new Map<string, { projectId: string; runId: string }>();
  for await (const { key } of storage.list(ROOT)) {
    const [projectId, runId] = key.slice(ROOT.length).split('/');
    if (projectId && runId) runs.set(runId, { projectId, runId });
  }
  return [...runs.values()];
}

export async function writeTileResult(
  storage: Storage,
  key: string,
  { passing, sample }: TileResult,
): Promise<void> {
  const header: Header = {
    passing: passing.i.length,
    sampled: sample.at.length,
    ...encodersIn(passing),
  };
  await storage.put(
    key,
    packColumns(NAME, header, [
      passing.i,
      passing.j,
      passing.semantic,
      passing.visual,
      sample.at,
      sample.semantic,
      sample.visual,
      ...passing.each,
    ]),
  );
}

/** Throws 'not-found', and 'unprocessable' where the file is not one that was written whole. */
export async function readTileResult(storage: Storage, key: string): Promise<TileResult> {
  const { header, take } = readColumns<Header>(await storage.get(key), NAME, damaged);
  const passing = takePairs(header.passing, take);
  const sample = {
    at: new Uint32Array(take(header.sampled * 4)),
    semantic: new Float32Array(take(header.sampled * 4)),
    visual: new Float32Array(take(header.sampled * 4)),
  };
  return { passing: { ...passing, each: takeEach(header, take) }, sample };
}

const damaged = (): AppError =>
  new AppError('unprocessable', 'The result of a tile is cut off or another file.', {
    key: 'tileDamaged',
  });
