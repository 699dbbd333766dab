/** MobileCLIP, for laptops. */
import { CLIP_TEXT, clipTowers, file, PROJECTED, zeroShot } from './parts';
import { presetPreprocessing } from './presets';
import type { CatalogueEntry } from './schema';

const MOBILECLIP_README = 'apple/ml-mobileclip README at 1140b8d';

export const MOBILECLIP: readonly CatalogueEntry[] = [
  {
    id: 'mobileclip-s0',
    name: 'MobileCLIP S0',
    role: 'semantic',
    family: 'MobileCLIP',
    original: {
      repository: 'apple/MobileCLIP-S0',
      revision: '71aa3e13dda93115871afbd017336535ba29886c',
    },
    parameters: 53.8,
    resolution: 256,
    patch: null,
    dimensions: 512,
    preprocessing: presetPreprocessing('mobileclip', 256),
    pooling: PROJECTED,
    text: CLIP_TEXT,
    hub: {
      repository: 'Xenova/mobileclip_s0',
      revision: '757d59c9c6870a76a4b0306f05f5061bca15c39f',
      ...clipTowers(
        file(
          'onnx/vision_model.onnx',
          '17d3c037b1d488c10c50e09f6009ea5a198caef4e0e8f4ea5617b7cb2d067ac0',
          45543630,
        ),
        file(
          'onnx/text_model.onnx',
          'f6e9bd5742bfc515889e901634d8a2ff2a57fab8564e4ad3760e800b1a51b77c',
        ),
        file(
          'tokenizer.json',
          '72ed5c96db5729294468543e4bc75fce14ca63f58e37300290189ba1c1e52b85',
          2224081,
        ),
      ),
    },
    accuracy: zeroShot(67.8, MOBILECLIP_README),
    sources: {
      parameters: MOBILECLIP_README,
      preprocessing: 'preprocessor_config.json of Xenova/mobileclip_s0',
    },
    license: 'Apple Machine Learning Research Model licence (apple-amlr): research only',
    notes:
      'Bilinear without mean and standard deviation. Quantised image towers were measured to be unusable for retrieval; only float32 is offered.',
  },
  {
    id: 'mobileclip-s1',
    name: 'MobileCLIP S1',
    role: 'semantic',
    family: 'MobileCLIP',
    original: {
      repository: 'apple/MobileCLIP-S1',
      revision: '9e9005f93d5d8eb197aac25cf53af31364ccd489',
    },
    parameters: 84.9,
    resolution: 256,
    patch: null,
    dimensions: 512,
    preprocessing: presetPreprocessing('mobileclip', 256),
    pooling: PROJECTED,
    text: CLIP_TEXT,
    hub: {
      repository: 'Xenova/mobileclip_s1',
      revision: '48c0a9f89ff272544d1f2595483011a183fd1a52',
      ...clipTowers(
        file(
          'onnx/vision_model.onnx',
          '5dece7da38f907d440f91c86cca841919c5a1affd2329ca0e94f8593fd0bfbfb',
        ),
        file(
          'onnx/text_model.onnx',
          '33b298fe97cfc9007e2a067fc8b5f8ae63689a161b4b72c9944e5078c1139b47',
        ),
        file('tokenizer.json'),
      ),
    },
    accuracy: zeroShot(72.6, MOBILECLIP_README),
    sources: {
      parameters: MOBILECLIP_README,
      preprocessing: 'preprocessor_config.json of Xenova/mobileclip_s0',
    },
    license: 'Apple Machine Learning Research Model licence (apple-amlr): research only',
    notes:
      'Bilinear without mean and standard deviation. Quantised image towers were measured to be unusable for retrieval; only float32 is offered.',
  },
  {
    id: 'mobileclip-s2',
    name: 'MobileCLIP S2',
    role: 'semantic',
    family: 'MobileCLIP',
    original: {
      repository: 'apple/MobileCLIP-S2',
      revision: '22fec9d0b9b614cb270f3322bbb80bf98a3f9c2f',
    },
    parameters: 99.1,
    resolution: 256,
    patch: null,
    dimensions: 512,
    preprocessing: presetPreprocessing('mobileclip', 256),
    pooling: PROJECTED,
    text: CLIP_TEXT,
    hub: {
      repository: 'Xenova/mobileclip_s2',
      revision: '14fbf7f0155c67e643bf08a45ea0d51d0edf8740',
      ...clipTowers(
        file(
          'onnx/vision_model.onnx',
          'd28b92d7a3a6ba99bd000cce5c91678c0e279dc934c887a3785908a811872a6c',
          143020962,
        ),
        file(
          'onnx/text_model.onnx',
          'ff82e945c6c652c51df687e10f102a8e43c87d37c9108ff692468be3732f3710',
        ),
        file('tokenizer.json'),
      ),
    },
    accuracy: zeroShot(74.4, MOBILECLIP_README),
    sources: {
      parameters: MOBILECLIP_README,
      preprocessing: 'preprocessor_config.json of Xenova/mobileclip_s0',
    },
    license: 'Apple Machine Learning Research Model licence (apple-amlr): research only',
    notes:
      'Bilinear without mean and standard deviation. Quantised image towers were measured to be unusable for retrieval; only float32 is offered. The revision of the original is that of July 2024, with the same weights under the licence of that time (apple-ascl); later ones were not found in full.',
  },
  {
    id: 'mobileclip-b',
    name: 'MobileCLIP B',
    role: 'semantic',
    family: 'MobileCLIP',
    original: {
      repository: 'apple/MobileCLIP-B',
      revision: '639b28ffd55dc4115135b063eb19b9679b046c13',
    },
    parameters: 149.7,
    resolution: 224,
    patch: 16,
    dimensions: 512,
    preprocessing: presetPreprocessing('mobileclip', 224),
    pooling: PROJECTED,
    text: CLIP_TEXT,
    hub: {
      repository: 'Xenova/mobileclip_b',
      revision: 'b00f8d3d3e870edb1ed93b75eb04baa86c440676',
      ...clipTowers(
        file(
          'onnx/vision_model.onnx',
          '40c0f78899bd09de6c6d337bf9b863f80a81bf9c608ee79d47218a39c7393816',
        ),
        file('onnx/text_model.onnx'),
        file('tokenizer.json'),
      ),
    },
    accuracy: zeroShot(76.8, MOBILECLIP_README),
    sources: {
      parameters: MOBILECLIP_README,
      preprocessing: 'preprocessor_config.json of Xenova/mobileclip_b',
    },
    license: 'Apple Machine Learning Research Model licence (apple-amlr): research only',
    notes:
      'Bilinear without mean and standard deviation. Quantised image towers were measured to be unusable for retrieval; only float32 is offered.',
  },
];
