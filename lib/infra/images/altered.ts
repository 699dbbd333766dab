/** Pictures as they come back: copied, scaled, cropped, or spoilt. For measuring how well the check of images does. */
import sharp from 'sharp';
import type { FoundReason } from '@/lib/domain/hygiene/rules';

type Change = (served: Buffer) => Promise<Buffer>;

/** A square of RGB pixels as a served image. */
export const servedAs = (rgb: Uint8Array, side: number): Promise<Buffer> =>
  sharp(rgb, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();

const compressed =
  (quality: number): Change =>
  (served) =>
    sharp(served).jpeg({ quality }).toBuffer();

const scaled =
  (share: number): Change =>
  async (served) => {
    const { width } = await sharp(served).metadata();
    return sharp(served)
      .resize(Math.round(share * width))
      .jpeg()
      .toBuffer();
  };

/** Half of the share is taken off each side. */
const cropped =
  (share: number): Change =>
  async (served) => {
    const { width, height } = await sharp(served).metadata();
    const [left, top] = [Math.round((share / 2) * width), Math.round((share / 2) * height)];
    return sharp(served)
      .extract({ left, top, width: width - 2 * left, height: height - 2 * top })
      .jpeg({ quality: 90 })
      .toBuffer();
  };

const brighter =
  (gain: number): Change =>
  (served) =>
    sharp(served).linear(gain, 0).jpeg({ quality: 90 }).toBuffer();

/** The same picture, by what was done to it. */
export const COPIES: Readonly<Record<string, Change>> = {
  'JPEG, quality 75': compressed(75),
  'JPEG, quality 50': compressed(50),
  'JPEG, quality 30': compressed(30),
  'scaled to 70 %': scaled(0.7),
  'scaled to 50 %': scaled(0.5),
  'cropped by 2 %': cropped(0.02),
  'brighter by 10 %': brighter(1.1),
  'brighter by 25 %': brighter(1.25),
  'gamma 1.1': (served) => sharp(served).gamma(1.1).jpeg({ quality: 90 }).toBuffer(),
};

const levels = (served: Buffer, gain: number, offset: number): Promise<Buffer> =>
  sharp(served).linear(gain, offset).png().toBuffer();

/** What is to be flagged, why, and how it was spoilt. */
export const SPOILT: readonly (readonly [reason: FoundReason, how: string, change: Change])[] = [
  ['blurred', 'Gaussian, 2 pixels', (served) => sharp(served).blur(2).png().toBuffer()],
  ['blurred', 'Gaussian, 4 pixels', (served) => sharp(served).blur(4).png().toBuffer()],
  ['dark', '12 % of the light', (served) => levels(served, 0.12, 0)],
  ['washed-out', '8 % of the contrast, light', (served) => levels(served, 0.08, 234)],
  ['blank', '2 % of the contrast', (served) => levels(served, 0.02, 120)],
];
