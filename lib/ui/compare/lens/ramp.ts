/** Colours of the two maps: one hue each, ordered by lightness, which no colour blindness takes away. */
import type { EncoderRole } from '@/lib/domain/encoders';

export interface Oklch {
  lightness: number;
  chroma: number;
  hue: number;
}

/** Hues of --semantic and --visual. */
const HUE: Readonly<Record<EncoderRole, number>> = { semantic: 70, visual: 185 };

/**
 * Of a share from 0 (no difference) to 1 (the largest of either encoder). Lightness falls evenly and does
 * not depend on the encoder: what is equally dark differs equally. Chroma stays within sRGB.
 */
export function rampColour(role: EncoderRole, share: number): Oklch {
  const t = Math.min(1, Math.max(0, share));
  return {
    lightness: 0.97 - 0.57 * t,
    chroma: 0.012 + 0.17 * t * (1 - t) + 0.048 * t,
    hue: HUE[role],
  };
}

/** As CSS. */
export function rampCss(role: EncoderRole, share: number): string {
  const { lightness, chroma, hue } = rampColour(role, share);
  return `oklch(${lightness.toFixed(4)} ${chroma.toFixed(4)} ${hue})`;
}
