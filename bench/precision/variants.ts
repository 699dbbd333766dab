/** Encoders whose graph is exchanged for one of reduced precision. */
import { createHash } from 'node:crypto';
import { link, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EncoderDescription } from '@/lib/domain/encoders';
import {
  createEncoderRegistry,
  MINIATURE_WEIGHTS,
  type EncoderRegistry,
} from '@/lib/infra/encoders/registry';

/** ViT-B/32 with random weights, as `npm run bench encode` writes it. */
export const TOWER = 'vit-b32';
export const VARIANTS = ['int8', 'half'] as const;
export type Variant = (typeof VARIANTS)[number];

const TOWERS = fileURLToPath(new URL('../../build/bench/encode/own', import.meta.url));

export const variantId = (base: string, variant: Variant): string => `${base}-${variant}`;

export async function variantRegistry(
  graphs: string,
  bases: readonly string[],
): Promise<{ registry: EncoderRegistry; close: () => Promise<void> }> {
  const plain = createEncoderRegistry([MINIATURE_WEIGHTS, TOWERS]);
  // Beside the graphs, so that they can be linked.
  const folder = await mkdtemp(join(graphs, 'encoders-')).catch(() =>
    mkdtemp(join(tmpdir(), 'p-')),
  );
  for (const base of bases) {
    const { description } = await plain.get(base);
    for (const variant of VARIANTS) {
      const file = `${description.image.file.replace(/\.onnx$/, '')}.${variant}.onnx`;
      await link(join(graphs, file), join(folder, file));
      const sha256 = createHash('sha256')
        .update(await readFile(join(folder, file)))
        .digest('hex');
      const id = variantId(base, variant);
      const image = { ...description.image, file, sha256, tokens: undefined };
      const changed: EncoderDescription = { ...description, id, image, text: undefined };
      await writeFile(join(folder, `${id}.json`), JSON.stringify(changed));
    }
  }
  return {
    registry: createEncoderRegistry([MINIATURE_WEIGHTS, TOWERS, folder]),
    close: () => rm(folder, { recursive: true }),
  };
}
