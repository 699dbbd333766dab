/** The rows of two blocks in memory: as much of a corpus as the comparison of a tile needs. */
import { rowsOf, type Tile } from '@/lib/domain/mining/tiles';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { readRows, readShards, type Shards } from '@/lib/infra/embeddings/load-matrix';
import { readPlaces } from '@/lib/infra/embeddings/row-places';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import type { Tiling } from './tiling';

export interface TileRows {
  semantic: UnitRows;
  visual: UnitRows;
  /** Rows of the left block, which come first; absent where the tile is one block with itself. */
  split?: number;
  /** The row of the whole corpus that a row of these is. */
  rowOf: (row: number) => number;
}

export class HeldBlocks {
  /** Which block lies in the first and the second half. */
  private readonly held: (number | null)[] = [null, null];
  private readonly semantic: Float32Array;
  private readonly visual: Float32Array;
  private shards: Promise<[Shards, Shards]> | undefined;

  constructor(
    private readonly ctx: WorkerCtx,
    private readonly tiling: Tiling,
  ) {
    const { grid, semanticDimensions, visualDimensions } = tiling;
    const rows = Math.min(grid.rows, 2 * grid.blockRows);
    // Shared, so that threads compare these rows and no copies.
    const shared = (dimensions: number) =>
      new Float32Array(new SharedArrayBuffer(rows * dimensions * Float32Array.BYTES_PER_ELEMENT));
    this.semantic = shared(semanticDimensions);
    this.visual = shared(visualDimensions);
  }

  /** Loads what is not here yet: of tiles that follow one another, one block. */
  async hold({ left, right }: Tile, signal: AbortSignal): Promise<TileRows> {
    const { grid, semanticDimensions, visualDimensions } = this.tiling;
    await this.load(0, left, signal);
    if (right !== left) await this.load(1, right, signal);
    const [from, to] = rowsOf(grid, left);
    const [first, last] = rowsOf(grid, right);
    const size = to - from;
    const count = right === left ? size : size + last - first;
    const part = (data: Float32Array, dimensions: number): UnitRows => ({
      data: data.subarray(0, count * dimensions),
      count,
      dimensions,
    });
    return {
      semantic: part(this.semantic, semanticDimensions),
      visual: part(this.visual, visualDimensions),
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
    const places = await readPlaces(ctx, tiling.placesKey, from, to);
    this.shards ??= Promise.all([
      readShards(ctx, projectId, tiling.semantic),
      readShards(ctx, projectId, tiling.visual),
    ]);
    const [semantic, visual] = await this.shards;
    const part = (data: Float32Array, dimensions: number): UnitRows => ({
      // Only a block with another one after it comes first, and it is whole.
      data: data.subarray(half * grid.blockRows * dimensions),
      count: to - from,
      dimensions,
    });
    const { semanticDimensions, visualDimensions } = tiling;
    await readRows(ctx, semantic, places.semantic, part(this.semantic, semanticDimensions), signal);
    await readRows(ctx, visual, places.visual, part(this.visual, visualDimensions), signal);
    this.held[half] = block;
  }
}
