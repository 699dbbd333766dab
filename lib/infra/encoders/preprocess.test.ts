import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeRgb } from '../images/decode';
import { boxResizeSquare, preprocess } from './preprocess';

const image = (width: number, height: number, at: (x: number, y: number) => number[]) => ({
  width,
  height,
  data: Uint8Array.from(
    Array.from({ length: width * height }, (_, p) => at(p % width, Math.floor(p / width))).flat(),
  ),
});

describe('the box resize', () => {
  it('averages exactly where windows fall on pixels', () => {
    const small = boxResizeSquare(
      image(4, 4, (x, y) => [x * 10, y * 20, x === 0 && y === 0 ? 100 : 0]),
      2,
    );
    // Means of columns 0,1 and 2,3 by hand: 5 and 25; of rows: 10 and 50; 100 over four pixels: 25.
    expect([...small]).toEqual([5, 10, 25, 25, 10, 0, 5, 50, 0, 25, 50, 0]);
  });

  it('weighs a pixel that two windows share by its parts', () => {
    const small = boxResizeSquare(
      image(3, 3, (x) => [x === 1 ? 90 : 0, 0, 0]),
      2,
    );
    // Each window is one whole pixel and half of the middle one: 45 / 1.5 = 30.
    expect([small[0], small[3]]).toEqual([30, 30]);
  });

  it('reads the centre of a wide and of a tall image', () => {
    const inside = (v: number) => (v >= 2 && v < 6 ? 200 : 0);
    const wide = boxResizeSquare(
      image(8, 4, (x) => [inside(x), 0, 0]),
      2,
    );
    const tall = boxResizeSquare(
      image(4, 8, (_, y) => [inside(y), 0, 0]),
      2,
    );
    expect([...wide].filter((_, k) => k % 3 === 0)).toEqual([200, 200, 200, 200]);
    expect(tall).toEqual(wide);
  });

  it('gives normalised planes, red first, also from an image smaller than the crop', () => {
    const planes = preprocess(
      image(10, 7, () => [255, 0, 51]),
      {
        version: 'box64-test',
        resize: { kind: 'box', shortestEdge: 64 },
        crop: 64,
        mean: [0.5, 0.5, 0],
        std: [0.25, 0.5, 2],
      },
    );
    // (1 - .5) / .25, (0 - .5) / .5, (51 / 255 - 0) / 2.
    expect(planes.length).toBe(3 * 64 * 64);
    expect(planes.subarray(0, 4096).every((v) => v === 2)).toBe(true);
    expect(planes.subarray(4096, 8192).every((v) => v === -1)).toBe(true);
    expect(planes.subarray(8192).every((v) => v === Math.fround(0.1))).toBe(true);
  });
});

describe('decodeRgb', () => {
  it('applies the EXIF orientation, spreads grey to RGB and shows transparency over white', async () => {
    const create = { width: 6, height: 4, channels: 3 as const, background: '#808080' };
    const turned = await sharp({ create }).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    expect(await decodeRgb(turned)).toMatchObject({ width: 4, height: 6 });
    const grey = await decodeRgb(await sharp({ create }).greyscale().png().toBuffer());
    expect(grey.data.length).toBe(6 * 4 * 3);
    const clear = { ...create, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } };
    const white = await decodeRgb(await sharp({ create: clear }).png().toBuffer());
    expect(white.data.every((v) => v === 255)).toBe(true);
  });

  it('rejects bytes that are no image', async () => {
    await expect(decodeRgb(Buffer.from('not an image'))).rejects.toThrow();
  });
});
