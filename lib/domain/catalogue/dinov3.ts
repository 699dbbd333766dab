/** DINOv3. Its image processor rescales to floats before it resizes. */
import { file, visionTokens } from './parts';
import { presetPreprocessing } from './presets';
import type { CatalogueEntry } from './schema';

const README = 'facebookresearch/dinov3 README at 29ea514';
const PROBES =
  'm2b3/dinov3-in1k-probes README at bc412b4: not by its authors; of the class token at 512 pixels';
const CLASS_TOKEN = 'class token after the final layer norm, the same as pooler_output';

const probed = (top1: number): CatalogueEntry['accuracy'] => [
  { measure: 'linear', top1, source: PROBES },
];
/** What its authors published instead, in the paper. */
const real = (top1: string): string =>
  `Its authors published no figure with ImageNet-1k's own labels, but ${top1} % with the corrected ones (ReaL), by a linear classifier.`;

export const DINOV3: readonly CatalogueEntry[] = [
  {
    id: 'dinov3-vits16',
    name: 'DINOv3 ViT-S/16',
    role: 'visual',
    family: 'DINOv3',
    original: {
      repository: 'facebook/dinov3-vits16-pretrain-lvd1689m',
      revision: '114c1379950215c8b35dfcd4e90a5c251dde0d32',
    },
    parameters: 21,
    resolution: 224,
    patch: 16,
    dimensions: 384,
    preprocessing: presetPreprocessing('dinov3', 224),
    pooling: CLASS_TOKEN,
    hub: {
      repository: 'onnx-community/dinov3-vits16-pretrain-lvd1689m-ONNX',
      revision: '48988dfe73065df8d6f5ccc0edc7c8bcf307de41',
      ...visionTokens(
        file(
          'onnx/model.onnx',
          'bb75e9e30ff382ecdbd150266445ab41272be4acc85fd3563218dd89781e36da',
          137969,
        ),
        {
          side: 14,
          channels: 384,
          registers: 4,
          data: file(
            'onnx/model.onnx_data',
            '1eff0bb9f4fdef831ca61c8bc2b5c88d8cc21ef4756d3b483d9b9c15d8d5d27f',
            86347776,
          ),
        },
      ),
    },
    accuracy: probed(81.4),
    sources: {
      parameters: README,
      preprocessing: 'preprocessor_config.json of facebook/dinov3-vitl16-pretrain-lvd1689m',
    },
    license: 'DINOv3 License (Meta): see LICENSE.md in the repository',
    notes: real('87.0'),
  },
  {
    id: 'dinov3-vitb16',
    name: 'DINOv3 ViT-B/16',
    role: 'visual',
    family: 'DINOv3',
    original: {
      repository: 'facebook/dinov3-vitb16-pretrain-lvd1689m',
      revision: '5931719e67bbdb9737e363e781fb0c67687896bc',
    },
    parameters: 86,
    resolution: 224,
    patch: 16,
    dimensions: 768,
    preprocessing: presetPreprocessing('dinov3', 224),
    pooling: CLASS_TOKEN,
    hub: {
      repository: 'onnx-community/dinov3-vitb16-pretrain-lvd1689m-ONNX',
      revision: 'd704d636f7b114347fd2a9d6fecac5e1ef464db3',
      ...visionTokens(
        file('onnx/model.onnx', '0d68aa8f33d21a5616a468239dbe80608abe53619a2663f05e269785eaceb746'),
        {
          side: 14,
          channels: 768,
          registers: 4,
          data: file(
            'onnx/model.onnx_data',
            '6f292af27497d258257d256bf5eee4151edb67d92f586196beaa182767060353',
          ),
        },
      ),
    },
    accuracy: probed(85),
    sources: {
      parameters: README,
      preprocessing: 'preprocessor_config.json of facebook/dinov3-vitl16-pretrain-lvd1689m',
    },
    license: 'DINOv3 License (Meta): see LICENSE.md in the repository',
    notes: `${real('89.3')} The hashes were published for the main branch.`,
  },
  {
    id: 'dinov3-vitl16',
    name: 'DINOv3 ViT-L/16',
    role: 'visual',
    family: 'DINOv3',
    original: {
      repository: 'facebook/dinov3-vitl16-pretrain-lvd1689m',
      revision: 'ea8dc2863c51be0a264bab82070e3e8836b02d51',
    },
    parameters: 300,
    resolution: 224,
    patch: 16,
    dimensions: 1024,
    preprocessing: presetPreprocessing('dinov3', 224),
    pooling: CLASS_TOKEN,
    hub: {
      repository: 'onnx-community/dinov3-vitl16-pretrain-lvd1689m-ONNX',
      revision: null,
      ...visionTokens(file('onnx/model.onnx'), {
        side: 14,
        channels: 1024,
        registers: 4,
        data: file('onnx/model.onnx_data'),
      }),
    },
    accuracy: probed(87.44),
    sources: {
      parameters: README,
      preprocessing: 'preprocessor_config.json of facebook/dinov3-vitl16-pretrain-lvd1689m',
    },
    license: 'DINOv3 License (Meta): see LICENSE.md in the repository',
    notes: `${real('90.2')} The revision of the export was not found in public: the first download pins what it gets.`,
  },
];
