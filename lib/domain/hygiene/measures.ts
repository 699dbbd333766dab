/** What is measured on one picture. Each is a known measure with its source; only text is found by a learnt one. */
import { perceptualHash } from './perceptual-hash';
import { histogram, luma, percentile, type Pixels } from './pixels';

/** Longer side, in pixels, at which everything is measured; smaller pictures are measured as they are. */
export const MEASURED_SIDE = 512;

/** Raised by any change that makes a number come out differently: pictures are then measured again. */
export const MEASURES_VERSION = 'hygiene-2';

export interface Measures {
  /** Widest of the three channels' ranges between their 1st and 99th percentile. A blank picture has next to none. */
  spread: number;
  /** 95th percentile of luma: a picture is dark when even its bright parts are. */
  bright: number;
  /** 5th percentile of luma: a picture is washed out when even its dark parts are light. */
  shade: number;
  /** Variance of the Laplacian. */
  sharpness: number;
  /** 64 bits in hexadecimal. */
  hash: string;
  /** Percent of the picture that text covers (text-share.ts). */
  text: number;
}

/** Measures all but text on a picture whose longer side is MEASURED_SIDE or less. */
export function measure(image: Pixels): Omit<Measures, 'text'> {
  const grey = luma(image);
  const counts = histogram(grey);
  return {
    spread: Math.max(...[0, 1, 2].map((channel) => range(image.data, channel))),
    bright: percentile(counts, 0.95),
    shade: percentile(counts, 0.05),
    sharpness: laplacianVariance(grey, image.width, image.height),
    hash: perceptualHash(image),
  };
}

function range(data: Uint8Array, channel: number): number {
  const counts = histogram(data, channel, 3);
  return percentile(counts, 0.99) - percentile(counts, 0.01);
}

/**
 * Focus measure LAP4 of Pertuz et al. 2013: the variance of the Laplacian (Pech-Pacheco et al.,
 * "Diatom autofocusing in brightfield microscopy: a comparative study", ICPR 2000). It depends on the
 * scale, hence MEASURED_SIDE. The outermost pixels have no neighbours on one side and do not count.
 */
export function laplacianVariance(grey: Float32Array, width: number, height: number): number {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const value =
        grey[at - width]! + grey[at + width]! + grey[at - 1]! + grey[at + 1]! - 4 * grey[at]!;
      count += 1;
      sum += value;
      squares += value * value;
    }
  }
  if (count === 0) return 0;
  return Math.max(0, squares / count - (sum / count) ** 2);
}
