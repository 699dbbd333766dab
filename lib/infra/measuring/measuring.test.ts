/** The real network on drawn pictures, on this thread and on those of a check. */
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFAULT_THRESHOLDS } from '@/lib/domain/hygiene/rules';
import { measuredPixels } from '@/lib/infra/images/measured-pixels';
import { page, scene } from '@/lib/infra/images/testing';
import { signOf } from '@/miniature/scenes/signs';
import { withMeasurer } from './measurer';
import { TextDetector } from './text-detector';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const { maxText } = DEFAULT_THRESHOLDS;
const photograph = () => scene(512, 384, 700);

/** A picture without text but with a sign of one word on it. */
async function street(word: string): Promise<Sharp> {
  const drawing = signOf(
    { signKind: 'word' } as never,
    { sign: 'shown', word, 'sign-color': 'white', 'sign-shape': 'rectangular' } as never,
  )!;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(drawing.width)}" height="${drawing.height}">${drawing.svg}</svg>`;
  const wall = { create: { width: 512, height: 384, channels: 3 as const, background: '#a9826b' } };
  const picture = sharp(wall).composite([{ input: Buffer.from(svg), left: 160, top: 120 }]);
  return sharp(await picture.png().toBuffer());
}

describe('the detector of text', () => {
  let detector: TextDetector;
  beforeAll(async () => {
    detector = await TextDetector.open();
  });
  afterAll(() => detector.close());

  const share = async (picture: Sharp): Promise<number> =>
    detector.share((await measuredPixels(await picture.jpeg({ quality: 92 }).toBuffer()))!);

  it('finds much of a page covered, next to nothing of a picture without text, and a sign as little as it is', async () => {
    expect(await share(page(512, 384, 14))).toBeGreaterThan(2 * maxText);
    expect(await share(photograph())).toBeLessThan(1);
    const sign = await share(await street('BAKERY'));
    expect(sign).toBeGreaterThan(1);
    expect(sign).toBeLessThan(maxText);
  });

  it('takes pictures of any shape, and the same one always for the same', async () => {
    for (const [width, height] of [
      [1, 1],
      [7, 500],
      [512, 33],
    ] as const) {
      const covered = await share(scene(width, height));
      expect(covered).toBeGreaterThanOrEqual(0);
      expect(covered).toBeLessThanOrEqual(100);
    }
    expect(await share(page(300, 200, 6))).toBe(await share(page(300, 200, 6)));
  });

  it('says what is wrong where it cannot be loaded, and what to do', async () => {
    const missing = { code: 'unavailable', key: 'textDetectorMissing' };
    await expect(TextDetector.open(async () => Buffer.from('no network'))).rejects.toMatchObject({
      ...missing,
      message: expect.stringContaining('npm ci'),
    });
    const gone = TextDetector.open(() => Promise.reject(new Error('It is not installed.')));
    await expect(gone).rejects.toMatchObject({
      ...missing,
      params: { reason: 'It is not installed.' },
    });
  });
});

describe('measuring on threads', () => {
  it('gives each image its own measures, and null for what is no image', async () => {
    const files = await Promise.all([
      page(512, 384, 14).jpeg().toBuffer(),
      photograph().jpeg().toBuffer(),
      Buffer.from('no image'),
    ]);
    const [text, plain, broken] = await withMeasurer(({ measure }) =>
      Promise.all(files.map((bytes) => measure(bytes))),
    );
    expect(text!.text).toBeGreaterThan(maxText);
    expect(plain).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(plain!.text).toBeLessThan(1);
    expect(plain!.sharpness).not.toBe(text!.sharpness);
    expect(broken).toBeNull();
  });

  it('shares its threads between checks, and ends them only with the last', async () => {
    const bytes = await photograph().jpeg().toBuffer();
    let endFirst: () => void = () => undefined;
    const first = withMeasurer(async ({ measure }) => {
      await new Promise<void>((resolve) => (endFirst = resolve));
      return measure(bytes);
    });
    await withMeasurer(({ measure }) => measure(bytes));
    endFirst();
    expect(await first).not.toBeNull();
    // And afterwards others are started.
    expect(await withMeasurer(({ measure }) => measure(bytes))).toEqual(await first);
  });
});
