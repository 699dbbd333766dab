import { describe, expect, it } from 'vitest';
import { embeddingKey, encoderDescriptionSchema, encoderFiles, sameEmbeddingKey } from './encoders';

const sha = 'a'.repeat(64);

/** From preprocessor_config.json, config.json and the tokenizer of openai/clip-vit-large-patch14-336. */
const clip = {
  id: 'clip-vit-l-14-336',
  name: 'CLIP ViT-L/14, 336 px',
  role: 'semantic',
  family: 'CLIP',
  miniature: false,
  dimensions: 768,
  image: {
    file: 'clip-vit-l-14-336.image.onnx',
    sha256: sha,
    input: 'pixel_values',
    embedding: { output: 'image_embeds', pooling: 'none' },
    tokens: { output: 'last_hidden_state', rows: 24, columns: 24, channels: 1024, before: 1 },
    preprocessing: {
      version: 'bicubic-336-v1',
      resize: { kind: 'bicubic', shortestEdge: 336 },
      crop: 336,
      mean: [0.48145466, 0.4578275, 0.40821073],
      std: [0.26862954, 0.26130258, 0.27577711],
    },
  },
  text: {
    file: 'clip-vit-l-14-336.text.onnx',
    sha256: sha,
    input: 'input_ids',
    attentionMask: 'attention_mask',
    output: 'text_embeds',
    tokenizer: { file: 'clip-vit-l-14-336.tokenizer.json', sha256: sha },
    contextLength: 77,
    padTokenId: 49407,
    logitScale: 100,
  },
  license: 'MIT',
  notes: '',
};

/** From the configuration files of facebook/dinov2-with-registers-large: a class token and four registers. */
const dino = {
  ...clip,
  id: 'dinov2-registers-l',
  role: 'visual',
  dimensions: 1024,
  text: undefined,
  image: {
    ...clip.image,
    embedding: { output: 'last_hidden_state', pooling: 'first' },
    tokens: { output: 'last_hidden_state', rows: 16, columns: 16, channels: 1024, before: 5 },
    preprocessing: {
      version: 'bicubic-256-224-v1',
      resize: { kind: 'bicubic', shortestEdge: 256 },
      crop: 224,
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    },
  },
};

const problems = (description: unknown) =>
  encoderDescriptionSchema.safeParse(description).error?.issues.map(({ path }) => path.join('.'));

describe('the description of an encoder', () => {
  it('holds what the published CLIP and DINOv2 say of themselves', () => {
    expect(problems(clip)).toBeUndefined();
    expect(problems(dino)).toBeUndefined();
  });

  it('refuses a crop larger than the image, and pooling of an output that has no tokens', () => {
    const { image } = dino;
    const crop = { ...image, preprocessing: { ...image.preprocessing, crop: 257 } };
    expect(problems({ ...dino, image: crop })).toEqual(['image.preprocessing.crop']);
    const pooling = { output: 'image_embeds', pooling: 'mean' };
    expect(problems({ ...dino, image: { ...image, embedding: pooling } })).toEqual([
      'image.embedding.output',
    ]);
  });

  it('names every file that decides a result, the tokenizer too', () => {
    const files = encoderFiles(encoderDescriptionSchema.parse(clip)).map(({ file }) => file);
    expect(files).toEqual([
      'clip-vit-l-14-336.image.onnx',
      'clip-vit-l-14-336.text.onnx',
      'clip-vit-l-14-336.tokenizer.json',
    ]);
  });
});

describe('what an embedding depends on', () => {
  const parse = (description: object) => encoderDescriptionSchema.parse(description);
  const plain = parse(clip);
  const changed = (image: object) =>
    embeddingKey(parse({ ...clip, image: { ...clip.image, ...image } }));

  it('is graph and preprocessing alone where the graph holds everything', () => {
    expect(embeddingKey(plain)).toEqual({
      encoderId: clip.id,
      weightsHash: sha,
      preprocessing: 'bicubic-336-v1',
    });
  });

  it('changes with weights in other files, with the output, the pooling and the tokens that it leaves out', () => {
    const data = (hash: string) => ({ data: [{ file: 'weights.data', sha256: hash.repeat(64) }] });
    const keys = [
      embeddingKey(plain),
      changed(data('b')),
      changed(data('c')),
      changed({ embedding: { output: 'pooler_output', pooling: 'none' } }),
      changed({ embedding: { output: 'last_hidden_state', pooling: 'first' } }),
      changed({ embedding: { output: 'last_hidden_state', pooling: 'mean' } }),
      changed({
        embedding: { output: 'last_hidden_state', pooling: 'mean' },
        tokens: { ...clip.image.tokens, before: 5 },
      }),
    ];
    keys.forEach((one, k) =>
      keys.forEach((other, l) => expect(sameEmbeddingKey(one, other)).toBe(k === l)),
    );
    expect(sameEmbeddingKey(changed(data('b')), changed(data('b')))).toBe(true);
  });
});
