/** TinyCLIP, for laptops. */
import { CLIP_TEXT, combinedTowers, file, optimumExport, PROJECTED, zeroShot } from './parts';
import { presetPreprocessing } from './presets';
import type { CatalogueEntry } from './schema';

const TINYCLIP_README = 'microsoft/Cream TinyCLIP README, model zoo';

/** Both towers with their embeddings; the same count gives open_clip's 151.28 for ViT-B/32. */
const counted = (config: string): string =>
  `counted from the widths and depths in ${config} (microsoft/Cream)`;

export const TINYCLIP: readonly CatalogueEntry[] = [
  {
    id: 'tinyclip-vit-8m-16',
    name: 'TinyCLIP ViT-8M/16',
    role: 'semantic',
    family: 'TinyCLIP',
    original: {
      repository: 'wkcn/TinyCLIP-ViT-8M-16-Text-3M-YFCC15M',
      revision: 'a2a8c6eaa2549ad66eb7c31b85022bf58273a26c',
    },
    parameters: 23.45,
    resolution: 224,
    patch: 16,
    dimensions: 512,
    preprocessing: presetPreprocessing('clip', 224),
    pooling: PROJECTED,
    text: CLIP_TEXT,
    hub: {
      repository: 'onnx-community/TinyCLIP-ViT-8M-16-Text-3M-YFCC15M-ONNX',
      revision: '9463a9c508a344c837ffefe9d724f3827bf2dc79',
      ...combinedTowers(
        file(
          'onnx/model.onnx',
          '31d28cb07209533d10fc4fef73ac324ce17de6741a2372e7e1531a4ac8fdaeb2',
          94071688,
        ),
        file(
          'tokenizer.json',
          '6d9109cc838977f3ca94a379eec36aecc7c807e1785cd729660ca2fc0171fb35',
          3642073,
        ),
        224,
      ),
    },
    accuracy: zeroShot(41.1, TINYCLIP_README),
    sources: {
      parameters: 'size of model.safetensors (93,812,468 bytes) over 4',
      preprocessing: 'as OpenAI CLIP (TinyCLIP README)',
    },
    license: 'MIT',
    notes: 'One graph with both towers: encoding images also runs the text tower on two tokens.',
  },
  {
    id: 'tinyclip-vit-39m-16',
    name: 'TinyCLIP ViT-39M/16',
    role: 'semantic',
    family: 'TinyCLIP',
    original: {
      repository: 'wkcn/TinyCLIP-ViT-39M-16-Text-19M-YFCC15M',
      revision: '07a4b0bc751cb64fecd2b661c048c1dd98d69444',
    },
    parameters: 83.1,
    resolution: 224,
    patch: 16,
    dimensions: 512,
    preprocessing: presetPreprocessing('clip', 224),
    pooling: PROJECTED,
    text: CLIP_TEXT,
    hub: null,
    export: optimumExport(
      'wkcn/TinyCLIP-ViT-39M-16-Text-19M-YFCC15M',
      'zero-shot-image-classification',
    ),
    accuracy: zeroShot(63.5, TINYCLIP_README),
    sources: {
      parameters: counted('TinyCLIP-ViT-39M-16-Text-19M.json'),
      preprocessing: 'as OpenAI CLIP (TinyCLIP README)',
    },
    license: 'MIT',
    notes:
      'The name counts both towers without embeddings. The published model.safetensors of 332 MB agrees.',
  },
  {
    id: 'tinyclip-vit-40m-32',
    name: 'TinyCLIP ViT-40M/32',
    role: 'semantic',
    family: 'TinyCLIP',
    original: {
      repository: 'wkcn/TinyCLIP-ViT-40M-32-Text-19M-LAION400M',
      revision: '95ec8197b3f2fe7f747865c61ca556cf0768b2f7',
    },
    parameters: 84.21,
    resolution: 224,
    patch: 32,
    dimensions: 512,
    preprocessing: presetPreprocessing('clip', 224),
    pooling: PROJECTED,
    text: CLIP_TEXT,
    hub: null,
    export: optimumExport(
      'wkcn/TinyCLIP-ViT-40M-32-Text-19M-LAION400M',
      'zero-shot-image-classification',
    ),
    accuracy: zeroShot(59.8, TINYCLIP_README),
    sources: {
      parameters: counted('TinyCLIP-40M.json'),
      preprocessing: 'as OpenAI CLIP (TinyCLIP README)',
    },
    license: 'MIT',
    notes: 'The name counts both towers without embeddings.',
  },
  {
    id: 'tinyclip-vit-61m-32',
    name: 'TinyCLIP ViT-61M/32',
    role: 'semantic',
    family: 'TinyCLIP',
    original: {
      repository: 'wkcn/TinyCLIP-ViT-61M-32-Text-29M-LAION400M',
      revision: '94cbbea5c7949cfe7bdafde64bcea5e403f59852',
    },
    parameters: 115.38,
    resolution: 224,
    patch: 32,
    dimensions: 512,
    preprocessing: presetPreprocessing('clip', 224),
    pooling: PROJECTED,
    text: CLIP_TEXT,
    hub: null,
    export: optimumExport(
      'wkcn/TinyCLIP-ViT-61M-32-Text-29M-LAION400M',
      'zero-shot-image-classification',
    ),
    accuracy: zeroShot(62.4, TINYCLIP_README),
    sources: {
      parameters: counted('TinyCLIP-ViT-61M-32-Text-29M.json'),
      preprocessing: 'as OpenAI CLIP (TinyCLIP README)',
    },
    license: 'MIT',
    notes:
      'The name counts both towers without embeddings. The published model.safetensors of 462 MB agrees.',
  },
];
