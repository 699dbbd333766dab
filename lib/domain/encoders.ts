/** What an encoder is, as its description file says it. Wide enough for published encoders, too. */
import { z } from 'zod';
import { fnv1a64 } from './rng';

/** Semantic: CLIP-like, trained with text. Visual: DINOv2-like, trained on images alone. */
export const ENCODER_ROLES = ['semantic', 'visual'] as const;
export type EncoderRole = (typeof ENCODER_ROLES)[number];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');
/** Weights lie beside their description or in one folder beside it, never elsewhere. */
const fileName = z
  .string()
  .regex(
    /^([A-Za-z0-9][A-Za-z0-9._-]*\/){0,2}[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'must be a file name, with at most two folders before it',
  );
const describedFile = z.strictObject({ file: fileName, sha256 });
export type DescribedFile = z.infer<typeof describedFile>;
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
export const preprocessingSchema = z
  .strictObject({
    version: z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
    resize,
    /** `none`: the resized image is not rounded to bytes, as where images are rescaled first (DINOv3). */
    rounding: z.literal('none').optional(),
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
  })
  .refine(({ rounding, resize }) => rounding === undefined || resize.kind !== 'box', {
    path: ['rounding'],
    error: 'must be left out where the resize is "box"',
  });
export type Preprocessing = z.infer<typeof preprocessingSchema>;

/**
 * How the embedding comes out of a named output: `none` where the output is the embedding, float32
 * [n, dimensions]; of tokens [n, tokens, dimensions], `first` is the class token and `mean` the mean
 * of the patch tokens; of a feature map [n, dimensions, rows, columns], as convolutional networks
 * have it, `positions` is the mean over all places.
 */
export const POOLINGS = ['none', 'first', 'mean', 'positions'] as const;
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

/**
 * An input that has no influence on the output but that the graph asks for, such as the text where
 * one graph holds both towers: `shape` filled with `value`. Left out where the graph has none such.
 */
export const fillerSchema = z.strictObject({
  name,
  type: z.enum(['int64', 'float32']),
  shape: z.array(count).min(1),
  value: z.number(),
});
export type Filler = z.infer<typeof fillerSchema>;

/** What an image tower gives. */
export const imageOutputsSchema = {
  embedding: z.strictObject({ output: name, pooling: z.enum(POOLINGS) }),
  /** Missing where the encoder has no patch tokens, as most convolutional ones. */
  tokens: tokenGrid.optional(),
};

/** What both towers have. */
const graph = {
  file: fileName,
  sha256,
  /** Files with weights that the graph names and expects beside itself, under these very names. */
  data: z.array(describedFile).min(1).optional(),
  fillers: z.array(fillerSchema).min(1).optional(),
};

const imageTower = z
  .strictObject({
    ...graph,
    /** Name of the graph's input, float32 [n, 3, crop, crop]. */
    input: name,
    ...imageOutputsSchema,
    preprocessing: preprocessingSchema,
  })
  .refine(
    ({ embedding: { output, pooling }, tokens }) =>
      pooling === 'none' || pooling === 'positions' || output === tokens?.output,
    { path: ['embedding', 'output'], error: 'must be the output with the tokens to pool' },
  );
export type ImageTower = z.infer<typeof imageTower>;

const textTower = z.strictObject({
  ...graph,
  /** Name of the graph's input, int64 [n, contextLength]. */
  input: name,
  /** Name of a second input, int64 of the same shape, 1 for tokens and 0 for padding. */
  attentionMask: name.optional(),
  /** float32 [n, dimensions]. */
  output: name,
  /** A `tokenizer.json` of the Hugging Face kind. */
  tokenizer: describedFile,
  /** Tokens of a sentence, its start and end included. */
  contextLength: z.int().min(3),
  padTokenId: z.int().nonnegative(),
  /** Factor on the cosine before the softmax in training, where it is published. */
  logitScale: z.number().positive().optional(),
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
  /** The public repository and the commit from which the files came. */
  source: z
    .strictObject({
      repository: name,
      revision: z.string().regex(/^[0-9a-f]{40}$/, 'must be a commit, 40 hexadecimal digits'),
    })
    .optional(),
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
  /** SHA-256 of the image tower's graph. */
  weightsHash: string;
  /**
   * Version of the preprocessing; behind a plus, a fingerprint of what else the embedding depends on and
   * the graph's hash does not hold: weights in other files, and an output or a pooling of one's own.
   */
  preprocessing: string;
}

/** The output that exports of encoders of this role give their embedding under, pooled already. */
const USUAL_OUTPUT: Readonly<Record<EncoderRole, string>> = {
  semantic: 'image_embeds',
  visual: 'pooler_output',
};

export function embeddingKey({ id, role, image }: EncoderDescription): EmbeddingKey {
  const { sha256: weightsHash, data = [], fillers = [], input, embedding } = image;
  const { version } = image.preprocessing;
  const { output, pooling } = embedding;
  const usual = pooling === 'none' && output === USUAL_OUTPUT[role];
  const plain = usual && data.length === 0 && fillers.length === 0;
  const rest: unknown[] = [data.map((file) => file.sha256), fillers, input, output, pooling];
  // Which tokens are patches decides what is averaged.
  if (pooling === 'mean') rest.push(image.tokens?.before);
  // 64 bits tell apart what one installation ever has; nobody is defended against here.
  const fingerprint = () => fnv1a64(JSON.stringify(rest)).toString(16).padStart(16, '0');
  return {
    encoderId: id,
    weightsHash,
    preprocessing: plain ? version : `${version}+${fingerprint()}`,
  };
}

export const sameEmbeddingKey = (a: EmbeddingKey, b: EmbeddingKey): boolean =>
  a.encoderId === b.encoderId &&
  a.weightsHash === b.weightsHash &&
  a.preprocessing === b.preprocessing;

/** Every file that must be present and unchanged before the encoder may be used; each once. */
export const encoderFiles = ({ image, text }: EncoderDescription): DescribedFile[] => {
  const all = [image, ...(image.data ?? [])];
  if (text) all.push(text, ...(text.data ?? []), text.tokenizer);
  return [...new Map(all.map(({ file, sha256: hash }) => [file, { file, sha256: hash }])).values()];
};
