/** Why an image is left out of mining, and from which value on. */
import { MAX_RADIUS } from './hash-index';
import type { Measures } from './measures';

/** Found by the check, in the order in which they are listed. */
export const FOUND_REASONS = [
  'broken',
  'near-duplicate',
  'blank',
  'blurred',
  'dark',
  'washed-out',
  'text',
  'small',
] as const;
export type FoundReason = (typeof FOUND_REASONS)[number];

/** With what a person may say by hand. */
export const REASONS = [...FOUND_REASONS, 'by-hand'] as const;
export type Reason = (typeof REASONS)[number];

export const isReason = (text: string): text is Reason =>
  (REASONS as readonly string[]).includes(text);

export interface Thresholds {
  /** Pixels of the shorter side, below which an image is small. */
  minSide: number;
  /** Grey levels between the 1st and the 99th percentile, below which it is blank. */
  minSpread: number;
  /** Variance of the Laplacian, below which it is blurred. */
  minSharpness: number;
  /** 95th percentile of luma, below which it is dark. */
  minBright: number;
  /** 5th percentile of luma, above which it is washed out. */
  maxShade: number;
  /** Percent of the picture covered by text, above which it shows text rather than a scene. */
  maxText: number;
  /** Bits in which the hashes of near-duplicates may differ. */
  maxBits: number;
  /** Largest change anywhere, in grey levels, between near-duplicates. */
  maxChange: number;
}

/** Cautious: what is flagged should be useless; what is doubtful stays (docs/hygiene.md has the figures). */
export const DEFAULT_THRESHOLDS: Thresholds = {
  // What CLIP and DINOv2 take in (224 x 224): a smaller image is blown up for them.
  minSide: 224,
  minSpread: 12,
  minSharpness: 20,
  minBright: 40,
  maxShade: 230,
  maxText: 15,
  maxBits: 6,
  maxChange: 16,
};

/** What a threshold may be: [lowest, highest, whole numbers only]. */
export const THRESHOLD_RANGES: Readonly<
  Record<keyof Thresholds, readonly [min: number, max: number, whole: boolean]>
> = {
  minSide: [0, 65_500, true],
  minSpread: [0, 255, true],
  minSharpness: [0, 100_000, false],
  minBright: [0, 255, true],
  maxShade: [0, 255, true],
  maxText: [0, 100, false],
  maxBits: [0, MAX_RADIUS, true],
  maxChange: [0, 255, false],
};

export const THRESHOLD_NAMES = Object.keys(DEFAULT_THRESHOLDS) as (keyof Thresholds)[];

export interface Finding {
  reason: FoundReason;
  /** Null where nothing could be measured. */
  measure: number | null;
  threshold: number | null;
}

/** What is known of an image; null measures: its file cannot be read. */
export interface Judged {
  width: number;
  height: number;
  measures: Measures | null;
}

/**
 * What is wrong with one image by itself. A blank, dark or washed-out picture is not called blurred,
 * too: without contrast every picture is.
 */
export function judge(image: Judged, limits: Thresholds): Finding[] {
  const { measures } = image;
  if (!measures) return [{ reason: 'broken', measure: null, threshold: null }];
  const findings: Finding[] = [];
  const below = (reason: FoundReason, measure: number, threshold: number): boolean => {
    if (measure >= threshold) return false;
    findings.push({ reason, measure, threshold });
    return true;
  };
  const above = (reason: FoundReason, measure: number, threshold: number): boolean => {
    if (measure <= threshold) return false;
    findings.push({ reason, measure, threshold });
    return true;
  };
  const blank = below('blank', measures.spread, limits.minSpread);
  const dark = !blank && below('dark', measures.bright, limits.minBright);
  const washedOut = !blank && above('washed-out', measures.shade, limits.maxShade);
  if (!blank && !dark && !washedOut) below('blurred', measures.sharpness, limits.minSharpness);
  above('text', measures.text, limits.maxText);
  below('small', Math.min(image.width, image.height), limits.minSide);
  return findings;
}
