import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Storage } from '../storage/storage';
import { readRows } from './load-matrix';

/** 8 KB a row: eight of them are as long as a gap may be. */
const DIMENSIONS = 2_048;
const ROW_BYTES = 4 * DIMENSIONS;

/** Shards whose row k holds the number k of the shard's own, and the ranges that were read of them. */
function shardsOf(sizes: Readonly<Record<string, number>>) {
  const files = new Map(
    Object.entries(sizes).map(([id, rows], shard) => {
      const floats = Float32Array.from({ length: rows * DIMENSIONS }, (_, k) =>
        valueOf(shard, Math.floor(k / DIMENSIONS)),
      );
      return [id, Buffer.from(floats.buffer)];
    }),
  );
  const read: { key: string; rows: [number, number] }[] = [];
  let now = 0;
  let most = 0;
  const storage = {
    stat: async (key: string) => ({ key, bytes: files.get(key)!.length }),
    get: async (key: string) => {
      read.push({ key, rows: [0, files.get(key)!.length / ROW_BYTES] });
      return files.get(key)!;
    },
    stream: async (key: string, range: { start: number; end: number }) => {
      read.push({ key, rows: [range.start / ROW_BYTES, (range.end + 1) / ROW_BYTES] });
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 1));
      now -= 1;
      return Readable.from([files.get(key)!.subarray(range.start, range.end + 1)]);
    },
  } as unknown as Storage;
  const shards = new Map(
    Object.entries(sizes).map(([id, rows]) => [
      id,
      { storageKey: id, rows, dimensions: DIMENSIONS },
    ]),
  );
  return { ctx: { storage }, shards, read, most: () => most };
}

const valueOf = (shard: number, row: number): number => 1_000 * shard + row;

async function valuesAt(
  { ctx, shards }: ReturnType<typeof shardsOf>,
  places: readonly { shardId: string; row: number }[],
): Promise<number[]> {
  const data = new Float32Array(places.length * DIMENSIONS);
  await readRows(ctx, shards, places, { data, count: places.length, dimensions: DIMENSIONS });
  return places.map((_, k) => data[(k + 1) * DIMENSIONS - 1]!);
}

describe('rows of shards', () => {
  it('come in the order asked for, and what lies far between two of them is not read', async () => {
    const world = shardsOf({ a: 100, b: 50 });
    const places = [
      { shardId: 'a', row: 99 },
      { shardId: 'b', row: 7 },
      { shardId: 'a', row: 3 },
      { shardId: 'a', row: 11 },
      { shardId: 'a', row: 20 },
    ];
    expect(await valuesAt(world, places)).toEqual([99, 1_007, 3, 11, 20]);
    // From 3 to 11 are eight rows; from 11 to 20 are nine.
    expect(world.read).toEqual([
      { key: 'a', rows: [3, 12] },
      { key: 'a', rows: [20, 21] },
      { key: 'a', rows: [99, 100] },
      { key: 'b', rows: [7, 8] },
    ]);
  });

  it('that make a whole shard are read at once', async () => {
    const world = shardsOf({ a: 5 });
    const places = [4, 3, 2, 1, 0].map((row) => ({ shardId: 'a', row }));
    expect(await valuesAt(world, places)).toEqual([4, 3, 2, 1, 0]);
    expect(world.read).toEqual([{ key: 'a', rows: [0, 5] }]);
  });

  it('that lie one by one are read several at a time, and not all of them', async () => {
    const world = shardsOf({ a: 1_000 });
    const rows = Array.from({ length: 50 }, (_, k) => 20 * k);
    expect(
      await valuesAt(
        world,
        rows.map((row) => ({ shardId: 'a', row })),
      ),
    ).toEqual(rows);
    expect(world.read).toHaveLength(50);
    expect(world.most()).toBeGreaterThan(1);
    expect(world.most()).toBeLessThan(50);
  });

  it('of a file that is not the one that was written are refused', async () => {
    const world = shardsOf({ a: 5 });
    world.shards.set('a', { storageKey: 'a', rows: 6, dimensions: DIMENSIONS });
    await expect(valuesAt(world, [{ shardId: 'a', row: 1 }])).rejects.toMatchObject({
      code: 'unprocessable',
    });
  });
});
