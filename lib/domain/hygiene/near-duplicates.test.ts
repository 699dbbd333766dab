import { describe, expect, it } from 'vitest';
import { findDuplicates, type Candidate } from './near-duplicates';

const candidate = (id: string, fields: Partial<Candidate> = {}): Candidate => ({
  id,
  hash: '00000000000000ff',
  area: 100,
  sharpness: 50,
  leftOut: false,
  ...fields,
});

/** Pictures on a line: the change between two is how far they are apart. */
const apart = async (a: string, b: string): Promise<number> =>
  Math.abs(Number(a.slice(1)) - Number(b.slice(1)));

const find = (candidates: Candidate[], change: typeof apart | (() => Promise<null>) = apart) =>
  findDuplicates(candidates, { maxBits: 6, maxChange: 10, change });

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
    expect(await find([candidate('a0'), candidate('a11')])).toEqual([]);
    expect(await find([candidate('a0'), candidate('a1')], async () => null)).toEqual([]);
    expect(await find([candidate('a0'), candidate('a1', { hash: 'ffffffffffffffff' })])).toEqual(
      [],
    );
  });
});
