import type { UnitRows } from '@/lib/domain/mining/rows';
import { readRows, readShards } from '@/lib/infra/embeddings/load-matrix';
import { readPlaces, type Place } from '@/lib/infra/embeddings/row-places';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import type { Tiling } from './tiling';

/** Places read at a time. */
const PAGE = 20_000;

/** Embeddings by the first visual encoder of some rows of a run that is cut; the rows ascend. Holds these and no others. */
export async function readVisualRows(
  ctx: WorkerCtx,
  tiling: Tiling,
  rows: Uint32Array,
  signal: AbortSignal,
): Promise<UnitRows> {
  const { projectId, grid } = tiling;
  // Semantic encoders come before it.
  const encoder = tiling.semantic.length;
  const dimensions = tiling.dimensions[encoder]!;
  const places: Place[] = [];
  for (let at = 0; at < rows.length;) {
    signal.throwIfAborted();
    const from = rows[at]!;
    const to = Math.min(grid.rows, from + PAGE);
    const page = await readPlaces(ctx, tiling.places, from, to);
    for (; at < rows.length && rows[at]! < to; at += 1)
      places.push(page.places[encoder]![rows[at]! - from]!);
  }
  const data = new Float32Array(rows.length * dimensions);
  const found = { data, count: rows.length, dimensions };
  await readRows(ctx, await readShards(ctx, projectId, tiling.visual[0]!), places, found, signal);
  return found;
}
