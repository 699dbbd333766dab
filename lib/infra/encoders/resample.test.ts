import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../images/decode';
// Hashes of what Pillow made: tools/reference/pillow_resize.py.
import reference from './fixtures/pillow-resize.json';
import { resample, type Resampling } from './resample';

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
