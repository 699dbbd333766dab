/** SigLIP and SigLIP 2. Both were trained with sentences padded to the full context. */
import {
  combinedTowers,
  file,
  OPEN_CLIP_CONFIG,
  OPEN_CLIP_PROFILE,
  optimumExport,
  SIGLIP_POOLING,
  siglipTowers,
  zeroShot,
} from './parts';
import { presetPreprocessing } from './presets';
import type { CatalogueEntry } from './schema';

const SIGLIP2_README = 'big_vision README_siglip2.md at 1659d42';
const SIGLIP2_PARAMETERS =
  "MTEB siglip_models.py; the first SigLIP's in open_clip's profile with 224,000 more tokens agree";
const SIGLIP_TEXT = {
  tokenizer: 'SentencePiece, 32,000 tokens, lower-cased, without punctuation; no start mark',
  padToken: '</s>',
} as const;
const SIGLIP2_TEXT = {
  tokenizer: "Gemma's SentencePiece, 256,000 tokens; end mark appended, no start mark",
  contextLength: 64,
  padToken: '<pad>',
} as const;
/** The same in all sizes. */
const SIGLIP2_TOKENIZER = file(
  'tokenizer.json',
  'cb9140fae3ac5122c972d37adf83e1248471a38147ad76f8215c8872c6fd8322',
  34363039,
);

export const SIGLIP: readonly CatalogueEntry[] = [
  {
    id: 'siglip-base-16-224',
    name: 'SigLIP B/16',
    role: 'semantic',
    family: 'SigLIP',
    original: {
      repository: 'google/siglip-base-patch16-224',
      revision: '7fd15f0689c79d79e38b1c2e2e2370a7bf2761ed',
    },
    parameters: 203.16,
    resolution: 224,
    patch: 16,
    dimensions: 768,
    preprocessing: presetPreprocessing('siglip', 224),
    pooling: SIGLIP_POOLING,
    text: { ...SIGLIP_TEXT, contextLength: 64 },
    hub: {
      repository: 'Xenova/siglip-base-patch16-224',
      revision: '4649052661e53c7000355844105f8a1792088239',
      ...siglipTowers(
        file(
          'onnx/vision_model.onnx',
          'f89d41bac7f4d4b87e010a467d93f98689d708916ed22f5a07f96fdfa26f475f',
          371819850,
        ),
        file(
          'onnx/text_model.onnx',
          '3aa7fdbd20eaa8740cce17bf82913de641fcb632a768fed59f661cdcd0c32553',
          441332132,
        ),
        file(
          'tokenizer.json',
          '4a17c975210be5ab4c36b47d8dae4eefb866dbfb1e676e394aad85dc30a3ae08',
          2398744,
        ),
        { side: 14, channels: 768 },
      ),
    },
    accuracy: zeroShot(76.04),
    sources: {
      parameters: OPEN_CLIP_PROFILE,
      preprocessing: 'preprocessor_config.json of google/siglip-base-patch16-224',
    },
    license: 'Apache-2.0',
    notes: '',
  },
  {
    id: 'siglip-so400m-14-224',
    name: 'SigLIP SO400M/14',
    role: 'semantic',
    family: 'SigLIP',
    paper: { model: 'SigLIP ViT-SO-14', resolution: 224 },
    original: {
      repository: 'google/siglip-so400m-patch14-224',
      revision: 'd04cf29fca7b6374f74d8bea1969314492266b5e',
    },
    parameters: 877.36,
    resolution: 224,
    patch: 14,
    dimensions: 1152,
    preprocessing: presetPreprocessing('siglip', 224),
    pooling: SIGLIP_POOLING,
    text: { ...SIGLIP_TEXT, contextLength: 16 },
    hub: null,
    export: optimumExport('google/siglip-so400m-patch14-224', 'zero-shot-image-classification'),
    accuracy: zeroShot(82.03),
    sources: { parameters: OPEN_CLIP_PROFILE, preprocessing: OPEN_CLIP_CONFIG },
    license: 'Apache-2.0',
    notes:
      'The context of 16 tokens follows from the size of its text tower in the open_clip profile.',
  },
  {
    id: 'siglip-so400m-14-384',
    name: 'SigLIP SO400M/14 at 384',
    role: 'semantic',
    family: 'SigLIP',
    paper: { model: 'SigLIP ViT-SO-14', resolution: 384 },
    original: {
      repository: 'google/siglip-so400m-patch14-384',
      revision: '9fdffc58afc957d1a03a25b10dba0329ab15c2a3',
    },
    parameters: 877.96,
    resolution: 384,
    patch: 14,
    dimensions: 1152,
    preprocessing: presetPreprocessing('siglip', 384),
    pooling: SIGLIP_POOLING,
    text: { ...SIGLIP_TEXT, contextLength: 64 },
    hub: {
      repository: 'onnx-community/siglip-so400m-patch14-384-ONNX',
      revision: null,
      ...combinedTowers(
        file('onnx/model.onnx'),
        file('tokenizer.json'),
        384,
        file('onnx/model.onnx_data'),
      ),
    },
    export: optimumExport('google/siglip-so400m-patch14-384', 'zero-shot-image-classification'),
    accuracy: zeroShot(83.08),
    sources: { parameters: OPEN_CLIP_PROFILE, preprocessing: OPEN_CLIP_CONFIG },
    license: 'Apache-2.0',
    notes:
      'One graph with both towers: encoding images also runs the text tower on two tokens. The revision of the export was not found in public: the first download pins what it gets.',
  },
  {
    id: 'siglip2-base-16-224',
    name: 'SigLIP 2 B/16',
    role: 'semantic',
    family: 'SigLIP 2',
    original: {
      repository: 'google/siglip2-base-patch16-224',
      revision: '75de2d55ec2d0b4efc50b3e9ad70dba96a7b2fa2',
    },
    parameters: 375.19,
    resolution: 224,
    patch: 16,
    dimensions: 768,
    preprocessing: presetPreprocessing('siglip2', 224),
    pooling: SIGLIP_POOLING,
    text: SIGLIP2_TEXT,
    hub: {
      repository: 'onnx-community/siglip2-base-patch16-224-ONNX',
      revision: 'ba1f3b0843f24bc5417d38e19c37b287d719b2f4',
      ...siglipTowers(
        file(
          'onnx/vision_model.onnx',
          'c0573e3f4140c3a7c4e9cc5912bd6b26a033b46a6a8e8af26cbea262b163bcad',
          371807752,
        ),
        file(
          'onnx/text_model.onnx',
          'baf12d941beabafafb14f7b4adb38dc15be18681b964a84410ec53d9d65e6293',
        ),
        SIGLIP2_TOKENIZER,
        { side: 14, channels: 768 },
      ),
    },
    accuracy: zeroShot(78.2, SIGLIP2_README),
    sources: {
      parameters: SIGLIP2_PARAMETERS,
      preprocessing: 'preprocessor_config.json of google/siglip2-base-patch16-512',
    },
    license: 'Apache-2.0',
    notes:
      'Bilinear, unlike the first SigLIP. The image tower alone has 86 million parameters (README_siglip2.md).',
  },
  {
    id: 'siglip2-so400m-14-384',
    name: 'SigLIP 2 SO400M/14 at 384',
    role: 'semantic',
    family: 'SigLIP 2',
    original: {
      repository: 'google/siglip2-so400m-patch14-384',
      revision: 'e8e487298228002f3d8a82e0cd5c8ea9c567f57f',
    },
    parameters: 1136.01,
    resolution: 384,
    patch: 14,
    dimensions: 1152,
    preprocessing: presetPreprocessing('siglip2', 384),
    pooling: SIGLIP_POOLING,
    text: SIGLIP2_TEXT,
    hub: {
      repository: 'onnx-community/siglip2-so400m-patch14-384-ONNX',
      revision: null,
      ...siglipTowers(
        file('onnx/vision_model.onnx', null, 1713485119),
        file('onnx/text_model.onnx'),
        SIGLIP2_TOKENIZER,
        { side: 27, channels: 1152, textData: file('onnx/text_model.onnx_data') },
      ),
    },
    accuracy: zeroShot(84.1, SIGLIP2_README),
    sources: {
      parameters: SIGLIP2_PARAMETERS,
      preprocessing: 'preprocessor_config.json of google/siglip2-base-patch16-512',
    },
    license: 'Apache-2.0',
    notes:
      'Bilinear, unlike the first SigLIP; its own preprocessor_config.json was not seen. The revision of the export was not found in public: the first download pins what it gets.',
  },
  {
    id: 'siglip2-so400m-16-384',
    name: 'SigLIP 2 SO400M/16 at 384',
    role: 'semantic',
    family: 'SigLIP 2',
    original: {
      repository: 'google/siglip2-so400m-patch16-384',
      revision: 'dd658faac399427308559e2c3ac1e99cbe43845d',
    },
    parameters: 1136.04,
    resolution: 384,
    patch: 16,
    dimensions: 1152,
    preprocessing: presetPreprocessing('siglip2', 384),
    pooling: SIGLIP_POOLING,
    text: SIGLIP2_TEXT,
    hub: {
      repository: 'onnx-community/siglip2-so400m-patch16-384-ONNX',
      revision: '29f74e673c298fd07482d8e20138179282001eb7',
      ...siglipTowers(
        file(
          'onnx/vision_model.onnx',
          'e3f730b2a37c69ac08c2159fe3c7fab97f23fbe3f32319f9953375ba82ecb1e6',
          1713609535,
        ),
        file('onnx/text_model.onnx'),
        SIGLIP2_TOKENIZER,
        { side: 24, channels: 1152, textData: file('onnx/text_model.onnx_data') },
      ),
    },
    accuracy: zeroShot(84.1, SIGLIP2_README),
    sources: {
      parameters: SIGLIP2_PARAMETERS,
      preprocessing: 'preprocessor_config.json of google/siglip2-base-patch16-512',
    },
    license: 'Apache-2.0',
    notes: 'Bilinear, unlike the first SigLIP; its own preprocessor_config.json was not seen.',
  },
];
