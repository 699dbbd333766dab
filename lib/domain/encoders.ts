/** What an encoder is, as its description file says it. */
import { z } from 'zod';

/** Semantic: CLIP-like, trained with text. Visual: DINOv2-like, trained on images alone. */
export const ENCODER_ROLES = ['semantic', 'visual'] as const;
export type EncoderRole = (typeof ENCODER_ROLES)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');
/** A plain name: weights lie beside their description, never elsewhere. */
const fileName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must be a plain file name without a folder');
const count = z.int().positive();

/**
 * box64-v1: the centred square of the image, box-filtered to 64 x 64, rounded to bytes,
 * divided by 255; planes red, green, blue.
 */
const preprocessing = z.strictObject({
  version: z.literal('box64-v1'),
  resize: z.literal('box'),
  size: z.literal(64),
  colour: z.literal('rgb01'),
});
export type Preprocessing = z.infer<typeof preprocessing>;

const imageTower = z.strictObject({
  file: fileName,
  sha256,
  /** Name of the graph's input, float32 [1, 3, resolution, resolution]. */
  input: z.string().min(1),
  /** `embedding` is float32 [1, dimensions], `tokens` float32 [1, rows * columns, channels]. */
  outputs: z.strictObject({ embedding: z.string().min(1), tokens: z.string().min(1) }),
  resolution: count,
  preprocessing,
  tokenGrid: z.strictObject({ rows: count, columns: count, channels: count }),
});

const textTower = z.strictObject({
  file: fileName,
  sha256,
  /** Name of the graph's input, int64 [1, length]. */
  input: z.string().min(1),
  output: z.string().min(1),
  vocabulary: z.strictObject({ file: fileName, sha256 }),
  /** Words kept of a sentence. */
  length: count,
  /** Factor on the cosine before the softmax in training. */
  logitScale: z.number().positive(),
});

export const encoderDescriptionSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
    name: z.string().min(1),
    role: z.enum(ENCODER_ROLES),
    family: z.string().min(1),
    /** Trained by this project for demonstration; no result of it speaks for a published encoder. */
    miniature: z.boolean(),
    dimensions: count,
    pooling: z.string().min(1),
    image: imageTower,
    text: textTower.optional(),
    license: z.string().min(1),
    notes: z.string(),
  })
  .refine((value) => value.image.resolution === value.image.preprocessing.size, {
    path: ['image', 'resolution'],
    error: 'must be the size that the preprocessing makes',
  });
export type EncoderDescription = z.infer<typeof encoderDescriptionSchema>;

/** What an image embedding depends on; two embeddings are comparable only if all three agree. */
export interface EmbeddingKey {
  encoderId: string;
  /** SHA-256 of the image tower's weights. */
  weightsHash: string;
  /** Version of the preprocessing. */
  preprocessing: string;
}

export const embeddingKey = (description: EncoderDescription): EmbeddingKey => ({
  encoderId: description.id,
  weightsHash: description.image.sha256,
  preprocessing: description.image.preprocessing.version,
});

export const sameEmbeddingKey = (a: EmbeddingKey, b: EmbeddingKey): boolean =>
  a.encoderId === b.encoderId &&
  a.weightsHash === b.weightsHash &&
  a.preprocessing === b.preprocessing;

/** Every file that must be present and unchanged before the encoder may be used. */
export const encoderFiles = (
  description: EncoderDescription,
): { file: string; sha256: string }[] => {
  const { image, text } = description;
  return text ? [image, text, text.vocabulary] : [image];
};
