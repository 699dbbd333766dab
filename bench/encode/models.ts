/** The graphs on the disk, once as Blindpair and once as transformers.js expects them. */
import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { link, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { EncoderDescription } from '@/lib/domain/encoders';
import { presetPreprocessing } from '@/lib/domain/catalogue/presets';
import { OWN_FOLDER } from './folders';
import type { Geometry } from './vit/geometry';
import { writeTower } from './vit/write';

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function description(geometry: Geometry, sha256: string): EncoderDescription {
  return {
    id: geometry.id,
    name: geometry.name,
    role: 'semantic',
    family: 'Random weights',
    miniature: false,
    dimensions: geometry.dimensions,
    image: {
      file: `${geometry.id}.onnx`,
      sha256,
      input: 'pixel_values',
      embedding: { output: 'image_embeds', pooling: 'none' },
      preprocessing: presetPreprocessing('clip', geometry.size),
    },
    license: 'Apache-2.0',
    notes: 'For measuring speed; it knows nothing.',
  };
}

const config = ({ size, patch, width, layers, heads, dimensions }: Geometry) => ({
  model_type: 'clip_vision_model',
  architectures: ['CLIPVisionModelWithProjection'],
  hidden_size: width,
  intermediate_size: width * 4,
  num_hidden_layers: layers,
  num_attention_heads: heads,
  image_size: size,
  patch_size: patch,
  projection_dim: dimensions,
});

const processor = ({ size }: Geometry) => {
  const { mean, std } = presetPreprocessing('clip', size);
  return {
    feature_extractor_type: 'CLIPFeatureExtractor',
    image_processor_type: 'CLIPFeatureExtractor',
    do_resize: true,
    size: { shortest_edge: size },
    resample: 3,
    do_center_crop: true,
    crop_size: { width: size, height: size },
    do_rescale: true,
    do_normalize: true,
    image_mean: mean,
    image_std: std,
  };
};

/** Writes what is not there yet; a gigabyte for ViT-L. */
export async function prepareModels(geometry: Geometry, models: string): Promise<void> {
  const own = join(models, OWN_FOLDER);
  const theirs = join(models, geometry.id);
  await mkdir(own, { recursive: true });
  await mkdir(join(theirs, 'onnx'), { recursive: true });
  const file = join(own, `${geometry.id}.onnx`);
  const known = (await stat(file).catch(() => null)) !== null;
  const sha256 = known ? await hashOf(file) : await writeTower(geometry, file);
  const json = (path: string, value: unknown) => writeFile(path, JSON.stringify(value, null, 2));
  await json(join(own, `${geometry.id}.json`), description(geometry, sha256));
  await json(join(theirs, 'config.json'), config(geometry));
  await json(join(theirs, 'preprocessor_config.json'), processor(geometry));
  const shared = join(theirs, 'onnx/vision_model.onnx');
  await rm(shared, { force: true });
  await link(file, shared);
}
