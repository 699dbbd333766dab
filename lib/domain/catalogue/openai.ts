/** OpenAI's CLIP. The scale of 100 is that of openai/CLIP's README. */
import {
  CLIP_TEXT,
  clipTowers,
  file,
  OPEN_CLIP_CONFIG,
  OPEN_CLIP_PROFILE,
  PROJECTED,
  zeroShot,
} from './parts';
import { presetPreprocessing } from './presets';
import type { CatalogueEntry } from './schema';

export const OPENAI: readonly CatalogueEntry[] = [
  {
    id: 'openai-vit-b32-224',
    name: 'OpenAI CLIP ViT-B/32',
    role: 'semantic',
    family: 'OpenAI CLIP',
    original: {
      repository: 'openai/clip-vit-base-patch32',
      revision: '3d74acf9a28c67741b2f4f2ea7635f0aaf6f0268',
    },
    parameters: 151.28,
    resolution: 224,
    patch: 32,
    dimensions: 512,
    preprocessing: presetPreprocessing('clip', 224),
    pooling: PROJECTED,
    text: { ...CLIP_TEXT, logitScale: 100 },
    hub: {
      repository: 'Xenova/clip-vit-base-patch32',
      revision: 'd15189d7028b43f1d3e65039190477f6af591c2a',
      ...clipTowers(
        file(
          'onnx/vision_model.onnx',
          'fd6e1402a588279d1723c7534d4bcba5bc0b14b47dfab0e46f8c47b8270d7d40',
          351685709,
        ),
        file(
          'onnx/text_model.onnx',
          '3f6571f5bad13a97c469c1622e1cfc4d9aef78b79fdbfcff804ca357bfada8cc',
          254058553,
        ),
        file(
          'tokenizer.json',
          'f7f3b7af117d467b58374797691a6438d3e6b9e9cef800dfd5dced7f697a90cd',
          2224119,
        ),
      ),
    },
    accuracy: zeroShot(63.32),
    sources: { parameters: OPEN_CLIP_PROFILE, preprocessing: OPEN_CLIP_CONFIG },
    license: 'MIT',
    notes: 'The quantised variants differ from processor to processor; only float32 is offered.',
  },
  {
    id: 'openai-vit-b16-224',
    name: 'OpenAI CLIP ViT-B/16',
    role: 'semantic',
    family: 'OpenAI CLIP',
    original: {
      repository: 'openai/clip-vit-base-patch16',
      revision: '57c216476eefef5ab752ec549e440a49ae4ae5f3',
    },
    parameters: 149.62,
    resolution: 224,
    patch: 16,
    dimensions: 512,
    preprocessing: presetPreprocessing('clip', 224),
    pooling: PROJECTED,
    text: { ...CLIP_TEXT, logitScale: 100 },
    hub: {
      repository: 'Xenova/clip-vit-base-patch16',
      revision: null,
      ...clipTowers(
        file('onnx/vision_model.onnx'),
        file('onnx/text_model.onnx'),
        file('tokenizer.json'),
      ),
    },
    accuracy: zeroShot(68.34),
    sources: { parameters: OPEN_CLIP_PROFILE, preprocessing: OPEN_CLIP_CONFIG },
    license: 'MIT',
    notes:
      'The revision of the export was not found in public: the first download pins what it gets.',
  },
  {
    id: 'openai-vit-l14-224',
    name: 'OpenAI CLIP ViT-L/14',
    role: 'semantic',
    family: 'OpenAI CLIP',
    paper: { model: 'OpenAI ViT-L-14', resolution: 224 },
    original: {
      repository: 'openai/clip-vit-large-patch14',
      revision: '32bd64288804d66eefd0ccbe215aa642df71cc41',
    },
    parameters: 427.62,
    resolution: 224,
    patch: 14,
    dimensions: 768,
    preprocessing: presetPreprocessing('clip', 224),
    pooling: PROJECTED,
    text: { ...CLIP_TEXT, logitScale: 100 },
    hub: {
      repository: 'Xenova/clip-vit-large-patch14',
      revision: 'c307790166907339eed5a9a53a249af534102536',
      ...clipTowers(
        file(
          'onnx/vision_model.onnx',
          'ff49f8aa57c7abfd26e382eb083e4dbf988505223a9bd3767dbfd4e729206709',
          1216438437,
        ),
        file('onnx/text_model.onnx'),
        file('tokenizer.json'),
      ),
    },
    accuracy: zeroShot(75.54),
    sources: { parameters: OPEN_CLIP_PROFILE, preprocessing: OPEN_CLIP_CONFIG },
    license: 'MIT',
    notes: '',
  },
  {
    id: 'openai-vit-l14-336',
    name: 'OpenAI CLIP ViT-L/14 at 336',
    role: 'semantic',
    family: 'OpenAI CLIP',
    paper: { model: 'OpenAI ViT-L-14', resolution: 336 },
    original: {
      repository: 'openai/clip-vit-large-patch14-336',
      revision: 'ce19dc912ca5cd21c8a653c79e251e808ccabcd1',
    },
    parameters: 427.94,
    resolution: 336,
    patch: 14,
    dimensions: 768,
    preprocessing: presetPreprocessing('clip', 336),
    pooling: PROJECTED,
    text: { ...CLIP_TEXT, logitScale: 100 },
    hub: {
      repository: 'Xenova/clip-vit-large-patch14-336',
      revision: null,
      ...clipTowers(
        file(
          'onnx/vision_model.onnx',
          '6c4567c7cea5e0720f18fb342287cff73ebbd35ecead845bac14b6cefed05c45',
        ),
        file('onnx/text_model.onnx'),
        file('tokenizer.json'),
      ),
    },
    accuracy: zeroShot(76.56),
    sources: { parameters: OPEN_CLIP_PROFILE, preprocessing: OPEN_CLIP_CONFIG },
    license: 'MIT',
    notes:
      'The hash is that of a public duplicate of the export. The revision of the export was not found in public: the first download pins what it gets.',
  },
];
