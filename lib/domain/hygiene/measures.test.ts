import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { scene } from '@/lib/infra/images/testing';
import { measuredPixels } from '@/lib/infra/images/measured-pixels';
import { createRng } from '@/lib/domain/rng';
import { laplacianVariance, measure } from './measures';
import { histogram, luma, percentile, shrink, type Pixels } from './pixels';

const flat = (value: number, width = 40, height = 30): Pixels => ({
  data: new Uint8Array(width * height * 3).fill(value),
  width,
  height,
});

const noise = (seed: string, width = 60, height = 40): Pixels => {
  const rng = createRng(seed);
  return {
    data: Uint8Array.from({ length: width * height * 3 }, () => rng.nextInt(256)),
    width,
    height,
  };
};

const pixelsOf = async (bytes: Buffer): Promise<Pixels> => (await measuredPixels(bytes))!;

describe('measures of a picture', () => {
  it('give the luma of BT.601 for the primaries', () => {
    const primaries = new Uint8Array([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
    const grey = luma({ data: primaries, width: 4, height: 1 });
    // ITU-R BT.601-7, table 2: 0.299, 0.587 and 0.114 of the full range.
    [76.245, 149.685, 29.07, 255].forEach((value, k) => expect(grey[k]).toBeCloseTo(value, 2));
  });

  it('take the nearest-rank percentile', () => {
    // The textbook example of nearest rank: 15, 20, 35, 40, 50.
    const counts = histogram([15, 20, 35, 40, 50]);
    expect([0.05, 0.3, 0.4, 0.5, 1].map((share) => percentile(counts, share))).toEqual([
      15, 20, 20, 35, 50,
    ]);
  });

  it('see neither sharpness nor spread in a flat picture, and the exact variance in a dot', () => {
    expect(measure(flat(90))).toMatchObject({ spread: 0, bright: 90, shade: 90, sharpness: 0 });
    // One pixel of 9 in a 5 x 5 field: the 3 x 3 inner Laplacians are -36 once, 9 four times, else 0.
    const dot = new Float32Array(25);
    dot[12] = 9;
    expect(laplacianVariance(dot, 5, 5)).toBeCloseTo((36 ** 2 + 4 * 9 ** 2) / 9, 6);
  });

  it('keep the mean of every picture when it is shrunk to any grid', () => {
    for (const [columns, rows] of [
      [1, 1],
      [7, 5],
      [32, 32],
      [96, 96],
    ] as const) {
      const image = noise(`${columns}`);
      const cells = shrink(image, columns, rows);
      const mean = (values: ArrayLike<number>): number =>
        Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
      expect(mean(cells)).toBeCloseTo(mean(image.data), 2);
    }
  });

  it('never find a picture sharper after it was blurred, at any strength', async () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const picture = await scene(240 + seed * 8, 200, seed)
        .png()
        .toBuffer();
      let before = measure(await pixelsOf(picture)).sharpness;
      for (const sigma of [0.6, 1, 2, 4, 8]) {
        const blurred = await sharp(picture).blur(sigma).png().toBuffer();
        const { sharpness } = measure(await pixelsOf(blurred));
        expect(sharpness, `seed ${seed}, sigma ${sigma}`).toBeLessThanOrEqual(before);
        before = sharpness;
      }
    }
  });

  it('fall and rise with the exposure', async () => {
    const picture = await scene(300, 200, 3).png().toBuffer();
    const exposed = async (gain: number, offset: number) =>
      measure(await pixelsOf(await sharp(picture).linear(gain, offset).png().toBuffer()));
    const [dark, plain, light] = [
      await exposed(0.1, 0),
      await exposed(1, 0),
      await exposed(0.1, 229),
    ];
    expect(dark.bright).toBeLessThan(plain.bright);
    expect(light.shade).toBeGreaterThan(plain.shade);
    expect(Math.max(dark.spread, light.spread)).toBeLessThan(plain.spread);
  });

  it('are taken at one scale: a picture of any size is never measured longer than 512 pixels', async () => {
    for (const [width, height] of [
      [2000, 1000],
      [600, 1300],
    ] as const) {
      const pixels = await pixelsOf(await scene(width, height, 2).jpeg().toBuffer());
      expect(Math.max(pixels.width, pixels.height)).toBe(512);
    }
    const small = await pixelsOf(await scene(90, 60, 2).jpeg().toBuffer());
    expect([small.width, small.height]).toEqual([90, 60]);
  });

  it('do not exist for bytes that are no whole image', async () => {
    const picture = await scene(300, 200, 3).jpeg().toBuffer();
    expect(await measuredPixels(Buffer.from('no image'))).toBeNull();
    expect(await measuredPixels(picture.subarray(0, picture.length / 2))).toBeNull();
  });
});
