/** What the authors of published encoders do to an image first, per family and size in pixels. */
import type { Preprocessing } from '../encoders';

type Triple = [number, number, number];

/** OpenAI's, kept by most CLIP models since. */
const OPENAI = {
  mean: [0.48145466, 0.4578275, 0.40821073] satisfies Triple as Triple,
  std: [0.26862954, 0.26130258, 0.27577711] satisfies Triple as Triple,
};
const IMAGENET = {
  mean: [0.485, 0.456, 0.406] satisfies Triple as Triple,
  std: [0.229, 0.224, 0.225] satisfies Triple as Triple,
};
const HALF = { mean: [0.5, 0.5, 0.5] as Triple, std: [0.5, 0.5, 0.5] as Triple };
/** Values stay between 0 and 1. */
const NONE = { mean: [0, 0, 0] as Triple, std: [1, 1, 1] as Triple };

/** The shorter side to 8/7 of the crop, as 256 is to 224. */
const withMargin = (size: number): number => Math.round((size * 256) / 224);

export const PRESET_NAMES = [
  'clip',
  'dfn',
  'siglip',
  'siglip2',
  'mobileclip',
  'dinov2',
  'dinov3',
  'imagenet',
] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

const STEPS: Record<PresetName, (size: number) => Omit<Preprocessing, 'version' | 'crop'>> = {
  clip: (size) => ({ resize: { kind: 'bicubic', shortestEdge: size }, ...OPENAI }),
  // The whole image is squeezed into a square: nothing is cut off.
  dfn: (size) => ({ resize: { kind: 'bicubic', width: size, height: size }, ...OPENAI }),
  siglip: (size) => ({ resize: { kind: 'bicubic', width: size, height: size }, ...HALF }),
  siglip2: (size) => ({ resize: { kind: 'bilinear', width: size, height: size }, ...HALF }),
  mobileclip: (size) => ({ resize: { kind: 'bilinear', shortestEdge: size }, ...NONE }),
  dinov2: (size) => ({ resize: { kind: 'bicubic', shortestEdge: withMargin(size) }, ...IMAGENET }),
  // Rescaled to floats first, so that the resize rounds nothing.
  dinov3: (size) => ({
    resize: { kind: 'bilinear', width: size, height: size },
    rounding: 'none',
    ...IMAGENET,
  }),
  imagenet: (size) => ({
    resize: { kind: 'bilinear', shortestEdge: withMargin(size) },
    ...IMAGENET,
  }),
};

/** One sentence each, for those who choose. */
export const PRESET_MEANING: Record<PresetName, string> = {
  clip: "shorter side by bicubic, centre crop, OpenAI's mean and std (OpenAI, MetaCLIP, EVA, TinyCLIP)",
  dfn: "squeezed to a square by bicubic, OpenAI's mean and std (DFN)",
  siglip: 'squeezed to a square by bicubic, mean and std 0.5 (SigLIP)',
  siglip2: 'squeezed to a square by bilinear, mean and std 0.5 (SigLIP 2)',
  mobileclip: 'shorter side by bilinear, centre crop, no mean and std (MobileCLIP)',
  dinov2: "shorter side to 8/7 by bicubic, centre crop, ImageNet's mean and std (DINOv2)",
  dinov3: "squeezed to a square by bilinear without rounding, ImageNet's mean and std (DINOv3)",
  imagenet: "shorter side to 8/7 by bilinear, centre crop, ImageNet's mean and std (torchvision)",
};

export const presetPreprocessing = (preset: PresetName, size: number): Preprocessing => ({
  version: `${preset}-${size}`,
  ...STEPS[preset](size),
  crop: size,
});
