import { fineGrid, largestChange } from '@/lib/domain/hygiene/local-change';
import type { Pictures } from '@/lib/domain/hygiene/near-duplicates';
import { sketchOf } from '@/lib/domain/hygiene/sketch';
import type { Ctx } from '@/lib/infra/context';
import { measuredPixels } from '@/lib/infra/images/measured-pixels';
import { servedBytes } from '@/lib/infra/images/served-bytes';

/** Pictures kept for comparing: 110 kB each. */
const GRIDS = 400;

/** Opens and compares stored pictures; the ones used last are kept, as many as GRIDS. `files`: id -> hash of bytes. */
export function openPictures(
  ctx: Ctx,
  files: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Pictures {
  const grids = new Map<string, Float32Array | null>();
  const gridOf = async (id: string): Promise<Float32Array | null> => {
    const known = grids.get(id);
    if (known !== undefined) {
      grids.delete(id);
      grids.set(id, known);
      return known;
    }
    signal.throwIfAborted();
    const bytes = await servedBytes(ctx.storage, files.get(id)!);
    const pixels = bytes && (await measuredPixels(bytes));
    const grid = pixels && fineGrid(pixels);
    grids.set(id, grid);
    if (grids.size > GRIDS) grids.delete(grids.keys().next().value!);
    return grid;
  };
  return {
    async sketch(id) {
      const grid = await gridOf(id);
      return grid && sketchOf(grid);
    },
    async change(a, b) {
      const [one, other] = [await gridOf(a), await gridOf(b)];
      return one && other && largestChange(one, other);
    },
  };
}
