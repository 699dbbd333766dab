/** What an encoder is, as its description file says it. Wide enough for published encoders, too. */
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
const name = z.string().min(1);
const perChannel = <T extends z.ZodType<number>>(value: T) => z.tuple([value, value, value]);

/** Pillow's filters, to the bit. `box` is this product's own area filter. */
const PILLOW_KINDS = ['bilinear', 'bicubic', 'lanczos'] as const;

const pillowKind = z.enum(PILLOW_KINDS);

/** The shorter side to a length, keeping the proportions; or both sides, whatever the proportions. */
const resize = z.union([
  z.strictObject({ kind: z.literal('box'), shortestEdge: count }),
  z.strictObject({ kind: pillowKind, shortestEdge: count }),
  z.strictObject({ kind: pillowKind, width: count, height: count }),
]);
export type Resize = z.infer<typeof resize>;
const shortestSide = (value: Resize): number =>
  'shortestEdge' in value ? value.shortestEdge : Math.min(value.width, value.height);

/**
 * The `resize`, rounded to bytes, then the centred `crop` x `crop` square, bytes / 255, and
 * (value - mean) / std per channel, red first. `version` names exactly these steps as they are
 * computed here: whoever changes a step or its arithmetic must give it a new one.
 */
const preprocessing = z
  .strictObject({
    version: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
    resize,
    crop: count,
    mean: perChannel(z.number()),
    std: perChannel(z.number().positive()),
  })
  .refine(({ crop, resize }) => crop <= shortestSide(resize), {
    path: ['crop'],
    error: 'must not be larger than the resized image',
  })
  .refine(({ crop, resize }) => resize.kind !== 'box' || crop === shortestSide(resize), {
    path: ['crop'],
    error: 'must equal the shorter side where the resize is "box"',
  });
export type Preprocessing = z.infer<typeof preprocessing>;

/**
 * How the embedding comes out of a named output: `none` where the output is the embedding, float32
 * [n, dimensions]; of tokens [n, tokens, dimensions], `first` is the class token and `mean` the mean
 * of the patch tokens.
 */
export const POOLINGS = ['none', 'first', 'mean'] as const;
export type Pooling = (typeof POOLINGS)[number];

/** Patch tokens, float32 [n, before + rows * columns, channels], row by row from the top left. */
const tokenGrid = z.strictObject({
  output: name,
  rows: count,
  columns: count,
  channels: count,
  /** Class and register tokens that come before the patches. */
  before: z.int().nonnegative(),
});
export type TokenGrid = z.infer<typeof tokenGrid>;

const imageTower = z
  .strictObject({
    file: fileName,
    sha256,
    /** Name of the graph's input, float32 [n, 3, crop, crop]. */
    input: name,
    embedding: z.strictObject({ output: name, pooling: z.enum(POOLINGS) }),
    tokens: tokenGrid,
    preprocessing,
  })
  .refine(
    ({ embedding, tokens }) => embedding.pooling === 'none' || embedding.output === tokens.output,
    { path: ['embedding', 'output'], error: 'must be the output with the tokens to pool' },
  );
export type ImageTower = z.infer<typeof imageTower>;

const textTower = z.strictObject({
  file: fileName,
  sha256,
  /** Name of the graph's input, int64 [n, contextLength]. */
  input: name,
  /** Name of a second input, int64 of the same shape, 1 for tokens and 0 for padding. */
  attentionMask: name.optional(),
  /** float32 [n, dimensions]. */
  output: name,
  /** A `tokenizer.json` of the Hugging Face kind. */
  tokenizer: z.strictObject({ file: fileName, sha256 }),
  /** Tokens of a sentence, its start and end included. */
  contextLength: z.int().min(3),
  padTokenId: z.int().nonnegative(),
  /** Factor on the cosine before the softmax in training. */
  logitScale: z.number().positive(),
});
export type TextTower = z.infer<typeof textTower>;

export const encoderDescriptionSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  name,
  role: z.enum(ENCODER_ROLES),
  family: name,
  /** Trained by this project for demonstration; no result of it speaks for a published encoder. */
  miniature: z.boolean(),
  dimensions: count,
  image: imageTower,
  text: textTower.optional(),
  license: name,
  notes: z.string(),
});
export type EncoderDescription = z.infer<typeof encoderDescriptionSchema>;

/** What mines where nobody chose: the pair that ships and whose figures `docs/miniature.md` gives. */
export const DEFAULT_ENCODERS = {
  semanticEncoder: 'miniature-clip-base',
  visualEncoder: 'miniature-visual',
} as const;

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
  return text ? [image, text, text.tokenizer] : [image];
};
