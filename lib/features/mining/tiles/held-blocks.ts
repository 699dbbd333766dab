/** The rows of two blocks in memory: as much of a corpus as the comparison of a tile needs. */
import { rowsOf, type Tile } from '@/lib/domain/mining/tiles';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { readRows, readShards, type Shards } from '@/lib/infra/embeddings/load-matrix';
import { readPlaces } from '@/lib/infra/embeddings/row-places';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import type { Tiling } from './tiling';

export interface TileRows {
  /** One matrix per encoder. */
  semantic: UnitRows[];
  visual: UnitRows[];
  /** Rows of the left block, which come first; absent where the tile is one block with itself. */
  split?: number;
  /** The row of the whole corpus that a row of these is. */
  rowOf: (row: number) => number;
}

export class HeldBlocks {
  /** Which block lies in the first and the second half. */
  private readonly held: (number | null)[] = [null, null];
  /** By encoder, semantic before visual. */
  private readonly data: readonly Float32Array[];
  private shards: Promise<Shards[]> | undefined;

  constructor(
    private readonly ctx: WorkerCtx,
    private readonly tiling: Tiling,
  ) {
    const { grid, dimensions } = tiling;
    const rows = Math.min(grid.rows, 2 * grid.blockRows);
    // Shared, so that threads compare these rows and no copies.
    this.data = dimensions.map(
      (each) =>
        new Float32Array(new SharedArrayBuffer(rows * each * Float32Array.BYTES_PER_ELEMENT)),
    );
  }

  /** Loads what is not here yet: of tiles that follow one another, one block. */
  async hold({ left, right }: Tile, signal: AbortSignal): Promise<TileRows> {
    const { grid, dimensions, semantic } = this.tiling;
    await this.load(0, left, signal);
    if (right !== left) await this.load(1, right, signal);
    const [from, to] = rowsOf(grid, left);
    const [first, last] = rowsOf(grid, right);
    const size = to - from;
    const count = right === left ? size : size + last - first;
    const matrices = this.data.map((data, k): UnitRows => {
      const each = dimensions[k]!;
      return { data: data.subarray(0, count * each), count, dimensions: each };
    });
    return {
      semantic: matrices.slice(0, semantic.length),
      visual: matrices.slice(semantic.length),
      ...(right === left ? {} : { split: size }),
      rowOf: (row) => (row < size ? from + row : first + row - size),
    };
  }

  private async load(half: 0 | 1, block: number, signal: AbortSignal): Promise<void> {
    if (this.held[half] === block) return;
    const { ctx, tiling } = this;
    const { grid, projectId } = tiling;
    this.held[half] = null;
    const [from, to] = rowsOf(grid, block);
    const { places } = await readPlaces(ctx, tiling.places, from, to);
    this.shards ??= Promise.all(
      [...tiling.semantic, ...tiling.visual].map((key) => readShards(ctx, projectId, key)),
    );
    for (const [k, shards] of (await this.shards).entries()) {
      const dimensions = tiling.dimensions[k]!;
      const part: UnitRows = {
        // Only a block with another one after it comes first, and it is whole.
        data: this.data[k]!.subarray(half * grid.blockRows * dimensions),
        count: to - from,
        dimensions,
      };
      await readRows(ctx, shards, places[k]!, part, signal);
    }
    this.held[half] = block;
  }
}
