/** Parts that many entries share. */
import type { CatalogueEntry, HubExport, HubFile } from './schema';

export const file = (
  path: string,
  sha256: string | null = null,
  bytes: number | null = null,
): HubFile => ({ path, sha256, bytes });

export const OPEN_CLIP_RESULTS = 'open_clip docs/openclip_results.csv at f862f86';
export const OPEN_CLIP_PROFILE = 'open_clip docs/model_profile.csv at 3b37473';
export const OPEN_CLIP_CONFIG = 'open_clip src/open_clip/pretrained.py';

export const zeroShot = (top1: number, source = OPEN_CLIP_RESULTS): CatalogueEntry['accuracy'] => [
  { measure: 'zero-shot', top1, source },
];

/** CLIP's byte-pair encoding. Padding after the end mark does not change the embedding. */
export const CLIP_TEXT = {
  tokenizer: 'CLIP BPE, 49,408 tokens, lower-cased; cut to 77 with the end mark kept',
  contextLength: 77,
  padToken: '<|endoftext|>',
} as const;

export const SIGLIP_POOLING =
  'pooler_output, the attention-pooling head; there is no further projection';
export const PROJECTED = 'image_embeds, the projected class token';

const PIXELS = 'pixel_values';
const IDS = 'input_ids';

/** Both towers of a CLIP export in the layout of transformers.js: graphs of their own. */
export const clipTowers = (
  vision: HubFile,
  textGraph: HubFile,
  tokenizer: HubFile = file('tokenizer.json'),
): Pick<HubExport, 'image' | 'text'> => ({
  image: {
    graph: vision,
    input: PIXELS,
    embedding: { output: 'image_embeds', pooling: 'none' },
  },
  text: { graph: textGraph, input: IDS, output: 'text_embeds', tokenizer },
});

export const siglipTowers = (
  vision: HubFile,
  textGraph: HubFile,
  tokenizer: HubFile,
  { side, channels, textData }: { side: number; channels: number; textData?: HubFile },
): Pick<HubExport, 'image' | 'text'> => ({
  image: {
    graph: vision,
    input: PIXELS,
    embedding: { output: 'pooler_output', pooling: 'none' },
    tokens: { output: 'last_hidden_state', rows: side, columns: side, channels, before: 0 },
  },
  text: {
    graph: textGraph,
    ...(textData && { data: [textData] }),
    input: IDS,
    output: 'pooler_output',
    tokenizer,
  },
});

/** One graph that holds both towers and asks for both inputs. */
export const combinedTowers = (
  graph: HubFile,
  tokenizer: HubFile,
  resolution: number,
  data?: HubFile,
): Pick<HubExport, 'image' | 'text'> => {
  const shared = { graph, ...(data && { data: [data] }) };
  return {
    image: {
      ...shared,
      input: PIXELS,
      embedding: { output: 'image_embeds', pooling: 'none' },
      fillers: [
        { name: IDS, type: 'int64', shape: [1, 2], value: 1 },
        { name: 'attention_mask', type: 'int64', shape: [1, 2], value: 1 },
      ],
    },
    text: {
      ...shared,
      input: IDS,
      attentionMask: 'attention_mask',
      output: 'text_embeds',
      tokenizer,
      fillers: [{ name: PIXELS, type: 'float32', shape: [1, 3, resolution, resolution], value: 0 }],
    },
  };
};

/** A vision transformer alone: class token, then registers, then patches. */
export const visionTokens = (
  graph: HubFile,
  {
    side,
    channels,
    registers,
    data,
  }: {
    side: number;
    channels: number;
    registers: number;
    data?: HubFile;
  },
): Pick<HubExport, 'image'> => ({
  image: {
    graph,
    ...(data && { data: [data] }),
    input: PIXELS,
    embedding: { output: 'last_hidden_state', pooling: 'first' },
    tokens: {
      output: 'last_hidden_state',
      rows: side,
      columns: side,
      channels,
      before: 1 + registers,
    },
  },
});

/** For models that transformers knows. */
export const optimumExport = (
  repository: string,
  task: 'zero-shot-image-classification' | 'feature-extraction',
): NonNullable<CatalogueEntry['export']> => ({
  sentence:
    task === 'feature-extraction'
      ? 'Export it with optimum; the graph is model.onnx, with its weights beside it where they are large.'
      : 'Export it with optimum; model.onnx then holds both towers, with its weights beside it where they are large.',
  command: `optimum-cli export onnx --model ${repository} --task ${task} exported/`,
});

/** For models that open_clip knows: the image tower alone. */
export const openClipExport = (
  model: string,
  pretrained: string,
  size: number,
): NonNullable<CatalogueEntry['export']> => ({
  sentence:
    'Export the image tower with open_clip and torch.onnx; its weights come in a file beside the graph.',
  command: `python -c "import torch, open_clip; m = open_clip.create_model('${model}', pretrained='${pretrained}').eval(); torch.onnx.export(m.visual, (torch.zeros(1, 3, ${size}, ${size}),), 'vision.onnx', input_names=['pixel_values'], output_names=['image_embeds'], dynamo=True, external_data=True)"`,
});
