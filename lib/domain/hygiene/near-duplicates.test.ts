import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/domain/rng';
import {
  findDuplicates,
  MOST_PICTURES,
  MOST_SKETCHES,
  type Candidate,
  type Pictures,
} from './near-duplicates';
import type { Sketch } from './sketch';

const candidate = (id: string, fields: Partial<Candidate> = {}): Candidate => ({
  id,
  hash: '00000000000000ff',
  area: 100,
  sharpness: 50,
  leftOut: false,
  ...fields,
});

/** Says nothing against any other. */
const FLAT: Sketch = { cells: new Uint8Array(12).fill(128), mean: 128 };

/** Pictures on a line: the change between two is how far they are apart. */
const apart = async (a: string, b: string): Promise<number> =>
  Math.abs(Number(a.slice(1)) - Number(b.slice(1)));

const find = async (candidates: Candidate[], pictures: Partial<Pictures> = {}) =>
  (
    await findDuplicates(candidates, {
      maxBits: 6,
      maxChange: 10,
      sketch: async () => FLAT,
      change: apart,
      ...pictures,
    })
  ).duplicates;

describe('near-duplicates', () => {
  it('leave one image of a group: the larger, then the sharper, and rather one that is not left out', async () => {
    const group = [
      candidate('a1', { area: 50 }),
      candidate('a2'),
      candidate('a3', { sharpness: 60 }),
      candidate('a4', { area: 900, leftOut: true }),
    ];
    for (const order of [group, [...group].reverse()]) {
      const found = await find(order);
      expect(found.map(({ id }) => id).sort()).toEqual(['a1', 'a2', 'a4']);
      expect(new Set(found.map(({ likeId }) => likeId))).toEqual(new Set(['a3']));
    }
  });

  it('make no chain: whatever is left out is the same picture as one that stays', async () => {
    const found = await find(Array.from({ length: 60 }, (_, k) => candidate(`a${k + 10}`)));
    const out = new Set(found.map(({ id }) => id));
    for (const { id, likeId, change } of found) {
      expect(out.has(likeId)).toBe(false);
      expect(change).toBe(await apart(id, likeId));
      expect(change).toBeLessThanOrEqual(10);
    }
    // 60 places on a line, each of which covers ten to its right: 10, 21, 32, 43, 54 and 65 stay.
    expect(60 - out.size).toBe(6);
  });

  it('are not called so by their hashes alone, nor when a picture can no longer be read', async () => {
    const two = [candidate('a0'), candidate('a1')];
    expect(await find([candidate('a0'), candidate('a11')])).toEqual([]);
    expect(await find(two, { change: async () => null })).toEqual([]);
    expect(await find(two, { sketch: async () => null })).toEqual([]);
    expect(await find([candidate('a0'), candidate('a1', { hash: 'ffffffffffffffff' })])).toEqual(
      [],
    );
  });
});

describe('thousands of images of a camera that stands still', () => {
  const COUNT = 3_000;
  const rng = createRng('a camera that stands still');
  /** All hashes are within six bits of one another. */
  const images = Array.from({ length: COUNT }, (_, k) =>
    candidate(`a${k}`, {
      hash: [0, 0, 0]
        .reduce((hash) => hash | (1n << BigInt(rng.nextInt(64))), 0n)
        .toString(16)
        .padStart(16, '0'),
    }),
  );
  const scene = Uint8Array.from({ length: 64 * 3 }, () => rng.nextInt(256));

  /** Counts what is opened: each opening decodes a file. */
  const counted = (sketchOf: (k: number) => Sketch, same: (a: number, b: number) => boolean) => {
    const opened = { sketch: 0, change: 0 };
    const place = (id: string): number => Number(id.slice(1));
    const pictures: Pictures = {
      sketch: async (id) => {
        opened.sketch += 1;
        return sketchOf(place(id));
      },
      change: async (a, b) => {
        opened.change += 1;
        return same(place(a), place(b)) ? 0 : 255;
      },
    };
    return { opened, pictures };
  };

  const somethingMoves = (): Sketch[] =>
    images.map(() => {
      const cells = Uint8Array.from(scene);
      for (let moved = 0; moved < 4; moved += 1) {
        const at = rng.nextInt(cells.length);
        cells[at] = (cells[at]! + 128) % 256;
      }
      return { cells, mean: 127 };
    });

  it('are each opened once where something moves: sketches tell them apart', async () => {
    const sketches = somethingMoves();
    const { opened, pictures } = counted(
      (k) => sketches[k]!,
      () => false,
    );
    const { duplicates, sketches: held } = await findDuplicates(images, {
      ...{ maxBits: 6, maxChange: 16 },
      ...pictures,
    });
    expect(duplicates).toEqual([]);
    // The first of all meets nobody and is opened when the second does.
    expect(opened.sketch).toBe(COUNT);
    expect(opened.change).toBeLessThan(COUNT / 100);
    // With all that stay it would be 4,498,500.
    expect(held).toBeLessThanOrEqual(COUNT * MOST_SKETCHES);
    expect(held).toBeLessThan((COUNT * (COUNT - 1)) / 2 / 1.5);
  }, 60_000);

  it('are opened once also where sketches no longer fit: those are kept that others are held against', async () => {
    const sketches = somethingMoves();
    const { opened, pictures } = counted(
      (k) => sketches[k]!,
      () => false,
    );
    // All with one hash are held against the same ones, the first that stayed.
    const alike = images.map((image) => ({ ...image, hash: '00000000000000ff' }));
    const options = { maxBits: 6, maxChange: 16, kept: MOST_SKETCHES + 50 };
    const { duplicates } = await findDuplicates(alike, { ...options, ...pictures });
    expect(duplicates).toEqual([]);
    expect(opened.sketch).toBe(COUNT);
  }, 60_000);

  it('are opened a bounded number of times each where not even sketches tell them apart', async () => {
    const { opened, pictures } = counted(
      () => FLAT,
      () => false,
    );
    const search = await findDuplicates(images, { maxBits: 6, maxChange: 16, ...pictures });
    expect(search.duplicates).toEqual([]);
    expect(opened.change).toBe(search.pictures);
    expect(opened.change).toBeLessThanOrEqual(COUNT * MOST_PICTURES);
    expect(opened.change).toBeGreaterThan(COUNT);
  }, 60_000);

  it('leave out only what was found to be the same picture as one that stays, within any bound', async () => {
    // Of three images in a row, all show one picture.
    const { pictures } = counted(
      () => FLAT,
      (a, b) => Math.floor(a / 3) === Math.floor(b / 3),
    );
    const { duplicates } = await findDuplicates(images, {
      ...{ maxBits: 6, maxChange: 16 },
      ...pictures,
    });
    expect(duplicates.length).toBeGreaterThan(0);
    const out = new Set(duplicates.map(({ id }) => id));
    for (const { id, likeId } of duplicates) {
      expect(out.has(likeId)).toBe(false);
      expect(Math.floor(Number(id.slice(1)) / 3)).toBe(Math.floor(Number(likeId.slice(1)) / 3));
    }
  }, 60_000);

  it('let others have their turn: after each image the search waits for whoever stops it', async () => {
    const { pictures } = counted(
      () => FLAT,
      () => false,
    );
    const seen: number[] = [];
    const search = findDuplicates(images, {
      ...{ maxBits: 6, maxChange: 16 },
      ...pictures,
      onProgress: async (done) => {
        seen.push(done);
        if (done === 40) throw new Error('cancelled');
      },
    });
    await expect(search).rejects.toThrow('cancelled');
    expect(seen).toEqual(Array.from({ length: 40 }, (_, k) => k + 1));
  });
});
