import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { normaliseImage } from './normalise';
import { animatedPng, fifteenPhotographs, pngClaiming, redBlue, scene } from './testing';

const accept = async (bytes: Buffer) => {
  const result = await normaliseImage(bytes, 100);
  if ('refused' in result) throw new Error(`refused: ${result.refused.code}`);
  return result.image;
};
const refuse = async (bytes: Buffer, maxMegapixels = 100) => {
  const result = await normaliseImage(bytes, maxMegapixels);
  return 'refused' in result ? result.refused.code : 'taken';
};
const pixel = async (jpeg: Buffer, x: number, y: number): Promise<number[]> => [
  ...(await sharp(jpeg).extract({ left: x, top: y, width: 1, height: 1 }).raw().toBuffer()),
];

describe('normaliseImage', () => {
  it('serves every kind of photograph as a three-channel 8-bit sRGB JPEG without metadata', async () => {
    for (const [name, bytes] of await fifteenPhotographs()) {
      const { served } = await accept(bytes);
      const meta = await sharp(served.data).metadata();
      expect.soft(meta, name).toMatchObject({
        format: 'jpeg',
        channels: 3,
        depth: 'uchar',
        space: 'srgb',
        chromaSubsampling: '4:4:4',
        width: served.width,
        height: served.height,
      });
      expect
        .soft([meta.exif, meta.icc, meta.xmp, meta.iptc, meta.orientation], name)
        .toEqual([undefined, undefined, undefined, undefined, undefined]);
    }
  });

  it('drops the GPS position that the original carries', async () => {
    const original = (await fifteenPhotographs()).get('gps.jpg')!;
    expect(original.includes('Exif\0\0')).toBe(true);
    const { served, variants } = await accept(original);
    for (const { data } of [served, ...variants]) expect(data.includes('Exif')).toBe(false);
  });

  it('turns the pixels themselves as the EXIF orientation says', async () => {
    // Orientation 6: the camera was turned, the picture must be turned 90 degrees clockwise.
    const original = await (
      await redBlue(200, 100)
    )
      .jpeg()
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { served } = await accept(original);
    expect([served.width, served.height]).toEqual([100, 200]);
    const [top, bottom] = [await pixel(served.data, 50, 20), await pixel(served.data, 50, 180)];
    expect(top[0]).toBeGreaterThan(240);
    expect(bottom[2]).toBeGreaterThan(240);
  });

  it('puts transparent pixels on white', async () => {
    const clear = { r: 0, g: 0, b: 0, alpha: 0 };
    const png = sharp({ create: { width: 64, height: 64, channels: 4, background: clear } }).png();
    expect(await pixel((await accept(await png.toBuffer())).served.data, 30, 30)).toEqual([
      255, 255, 255,
    ]);
  });

  it('keeps 16-bit values at the same brightness', async () => {
    const grey = { r: 100, g: 100, b: 100 };
    const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: grey } })
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect((await sharp(png).metadata()).depth).toBe('ushort');
    const [red] = await pixel((await accept(png)).served.data, 10, 10);
    expect(Math.abs(red! - 100)).toBeLessThanOrEqual(2);
  });

  it('converts a wide-gamut profile instead of dropping it', async () => {
    // Written as sRGB (0, 178, 0) into Display P3: there the same colour has other numbers, with red
    // above zero because sRGB green lies inside P3 (W3C CSS Color 4, section 10.10, matrices).
    const green = { r: 0, g: 178, b: 0 };
    const png = await sharp({ create: { width: 64, height: 64, channels: 3, background: green } })
      .withIccProfile('p3')
      .png()
      .toBuffer();
    const stored = await sharp(png, { ignoreIcc: true }).raw().toBuffer();
    expect(stored[0]).toBeGreaterThan(60);
    const [red, shown, blue] = await pixel((await accept(png)).served.data, 10, 10);
    expect(red).toBeLessThanOrEqual(4);
    expect(Math.abs(shown! - 178)).toBeLessThanOrEqual(3);
    expect(blue).toBeLessThanOrEqual(4);
  });

  it('makes smaller copies by width, never larger ones', async () => {
    const { variants } = await accept(await scene(1000, 500).png().toBuffer());
    expect(variants.map(({ width, height }) => [width, height])).toEqual([
      [320, 160],
      [640, 320],
    ]);
    // A photograph that a dense screen shows smaller than it is, without the whole file.
    const photo = await accept(await scene(3000, 600).png().toBuffer());
    expect(photo.variants.at(-1)).toMatchObject({ width: 2560, height: 512 });
  });

  it('gives the same bytes for the same file each time', async () => {
    const png = await scene(300, 200).png().toBuffer();
    expect((await accept(png)).served.sha256).toBe((await accept(png)).served.sha256);
  });

  it('refuses a 20,000 x 20,000 PNG from its header, without decoding it', async () => {
    const started = performance.now();
    expect(await refuse(pngClaiming(20_000, 20_000))).toBe('too-many-pixels');
    // Decoding 400 megapixels takes several seconds; the header takes a millisecond.
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('refuses what is not one of the four formats, whatever its name says', async () => {
    const gif = await scene(64, 64).gif().toBuffer();
    expect(await refuse(Buffer.from('<?xml version="1.0"?><svg xmlns="x"></svg>'))).toBe('svg');
    expect(await refuse(gif)).toBe('gif');
    expect(await refuse(Buffer.from('%PDF-1.7 …'))).toBe('pdf');
    expect(await refuse(await scene(64, 64).tiff().toBuffer())).toBe('tiff');
    expect(await refuse(Buffer.from('just words'))).toBe('not-an-image');
    expect(await refuse(Buffer.alloc(0))).toBe('empty');
  });

  it('refuses damaged, cut off, animated and tiny images with their own reasons', async () => {
    const jpeg = await scene(640, 480).jpeg().toBuffer();
    expect(await refuse(jpeg.subarray(0, jpeg.length / 2))).toBe('corrupt');
    const png = await scene(640, 480).png().toBuffer();
    expect(await refuse(png.subarray(0, png.length / 2))).toBe('corrupt');
    const webp = await scene(640, 480).webp().toBuffer();
    expect(await refuse(webp.subarray(0, webp.length / 2))).toBe('corrupt');
    const avif = await scene(320, 240).avif().toBuffer();
    expect(await refuse(avif.subarray(0, avif.length / 2))).toBe('corrupt');
    expect(
      await refuse(Buffer.concat([Buffer.from('\xff\xd8\xff\xe0', 'latin1'), Buffer.alloc(99)])),
    ).toBe('corrupt');
    expect(await refuse(animatedPng(png))).toBe('animated');
    const frames = await Promise.all([1, 2].map((seed) => scene(64, 64, seed).png().toBuffer()));
    const film = await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(await refuse(film)).toBe('animated');
    expect(await refuse(await scene(31, 64).png().toBuffer())).toBe('too-small');
    expect(await refuse(await scene(64, 64).png().toBuffer(), 0.004)).toBe('too-many-pixels');
  });
});
