/** What onnxruntime's rewriting of a graph is worth: bare sessions on ready tensors, levels in turn. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { floats, openSession, Tensor } from '@/lib/infra/encoders/ort';
import { prepareImages } from '@/lib/infra/encoders/prepare';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { cosines, median, rounded } from './compare';

const LEVELS = ['disabled', 'basic', 'extended', 'all'] as const;
const ROUNDS = 3;
const BATCH = 8;

export async function rewritings(registry: EncoderRegistry, id: string, images: Uint8Array[]) {
  const { folder, description } = await registry.get(id);
  const { image } = description;
  const { crop } = image.preprocessing;
  const pixels = await prepareImages(images, image.preprocessing);
  const size = 3 * crop * crop;
  const count = images.length;
  const ms: Record<string, number[]> = {};
  const rows: Record<string, Float32Array> = {};
  const sessions = await Promise.all(
    LEVELS.map((rewriting) =>
      openSession(join(folder, image.file), { threads: availableParallelism(), rewriting }),
    ),
  );
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [k, level] of LEVELS.entries()) {
      const out: number[] = [];
      const start = performance.now();
      for (let at = 0; at < count; at += BATCH) {
        const part = pixels.subarray(at * size, (at + BATCH) * size);
        const input = new Tensor('float32', part, [BATCH, 3, crop, crop]);
        const given = await sessions[k]!.run({ [image.input]: input });
        out.push(...floats(given, image.embedding.output));
      }
      // The first round warms up.
      if (round > 0) (ms[level] ??= []).push((performance.now() - start) / count);
      const unit = Float32Array.from(out);
      for (let row = 0; row < count; row += 1) {
        const at = unit.subarray(row * description.dimensions, (row + 1) * description.dimensions);
        const length = Math.hypot(...at);
        at.forEach((value, d) => (at[d] = value / length));
      }
      rows[level] = unit;
    }
  }
  for (const session of sessions) await session.release();
  return Object.fromEntries(
    LEVELS.map((level) => [
      level,
      {
        speed: rounded(median(ms.all!.map((of, round) => of / ms[level]![round]!))),
        leastCosine: cosines(rows.all!, rows[level]!, count).leastCosine,
      },
    ]),
  );
}
