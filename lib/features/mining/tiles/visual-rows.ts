import type { UnitRows } from '@/lib/domain/mining/rows';
import { readRows, readShards } from '@/lib/infra/embeddings/load-matrix';
import { readPlaces, type Place } from '@/lib/infra/embeddings/row-places';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import type { Tiling } from './tiling';

/** Places read at a time. */
const PAGE = 20_000;

/** Visual embeddings of some rows of a run that is cut; the rows ascend. Holds these and no others. */
export async function readVisualRows(
  ctx: WorkerCtx,
  { projectId, placesKey, grid, visual, visualDimensions: dimensions }: Tiling,
  rows: Uint32Array,
  signal: AbortSignal,
): Promise<UnitRows> {
  const places: Place[] = [];
  for (let at = 0; at < rows.length;) {
    signal.throwIfAborted();
    const from = rows[at]!;
    const to = Math.min(grid.rows, from + PAGE);
    const page = await readPlaces(ctx, placesKey, from, to);
    for (; at < rows.length && rows[at]! < to; at += 1) places.push(page.visual[rows[at]! - from]!);
  }
  const data = new Float32Array(rows.length * dimensions);
  const found = { data, count: rows.length, dimensions };
  await readRows(ctx, await readShards(ctx, projectId, visual), places, found, signal);
  return found;
}
