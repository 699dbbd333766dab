import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../images/decode';
// Hashes of what Pillow made: tools/reference/pillow_resize.py.
import reference from './fixtures/pillow-resize.json';
import { filter, resample, windows, type Resampling } from './resample';
import { filterWithVectors } from './resample-simd';

/** The pictures of the script that recorded the fixture. */
const PICTURES: Readonly<Record<string, (width: number, height: number) => RgbImage>> = {
  noise: (width, height) => {
    let state = 1;
    const data = new Uint8Array(width * height * 3).map(() => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
    return { data, width, height };
  },
  edges: (width, height) => {
    const data = new Uint8Array(width * height * 3).map((_, i) => {
      const pixel = Math.floor(i / 3);
      const field = Math.floor((pixel % width) / 7) + Math.floor(Math.floor(pixel / width) / 5);
      return (field % 2) * 255;
    });
    return { data, width, height };
  },
};

const picture = (name: string, [width = 0, height = 0]: number[]): RgbImage => {
  const make = PICTURES[name];
  if (!make) throw new Error(`No picture "${name}".`);
  return make(width, height);
};

describe(`resample equals Pillow ${reference.pillow} to the bit`, () => {
  for (const { from, to, picture: name, resampling, sha256 } of reference.cases) {
    it(`${resampling}, ${name} ${from.join(' x ')} to ${to.join(' x ')}`, () => {
      const [width = 0, height = 0] = to;
      const { data } = resample(picture(name, from), width, height, resampling as Resampling);
      expect(createHash('sha256').update(data).digest('hex')).toBe(sha256);
    });
  }
});

describe('the filters with vectors', () => {
  const RESAMPLINGS: readonly Resampling[] = ['box', 'bilinear', 'bicubic', 'lanczos'];
  const side = fc.integer({ min: 1, max: 90 });

  it('give the bytes of those without, for any sizes and any part', () => {
    const cases = fc.record({
      from: fc.tuple(side, side),
      to: fc.tuple(side, side),
      cut: fc.tuple(...Array.from({ length: 4 }, () => fc.double({ min: 0, max: 1, noNaN: true }))),
      name: fc.constantFrom('noise', 'edges'),
      resampling: fc.constantFrom(...RESAMPLINGS),
    });
    fc.assert(
      fc.property(cases, ({ from, to, cut, name, resampling }) => {
        const image = picture(name, from);
        const [left, top] = [Math.floor(cut[0]! * (to[0] - 1)), Math.floor(cut[1]! * (to[1] - 1))];
        const width = 1 + Math.floor(cut[2]! * (to[0] - left - 1));
        const height = 1 + Math.floor(cut[3]! * (to[1] - top - 1));
        const filters = [
          to[0] === from[0] ? undefined : windows(from[0], to[0], resampling),
          to[1] === from[1] ? undefined : windows(from[1], to[1], resampling),
        ] as const;
        const part = { left, top, width, height };
        expect(filterWithVectors(image, ...filters, part)).toEqual(filter(image, ...filters, part));
      }),
      { numRuns: 300 },
    );
  });
});

describe('resample', () => {
  it('leaves its input as it was', () => {
    const image = picture('noise', [40, 30]);
    const before = image.data.slice();
    resample(image, 20, 15, 'bicubic');
    expect(image.data).toEqual(before);
  });

  it('refuses a side without pixels', () => {
    expect(() => resample(picture('noise', [4, 4]), 0, 4, 'bicubic')).toThrow(RangeError);
  });
});
