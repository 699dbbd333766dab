/** onnxruntime alone, on tensors that are ready: nobody who uses it can be faster. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { floats, openSession, Tensor } from '@/lib/infra/encoders/ort';
import { prepareImages } from '@/lib/infra/encoders/prepare';
import { createEncoderRegistry } from '@/lib/infra/encoders/registry';
import { fastest } from './choose';
import { OWN_FOLDER } from './folders';
import { readPhotographs } from './photographs';
import type { Contestant, Job } from './protocol';

export async function openCeiling(job: Job): Promise<Contestant> {
  const { geometry, models, photographs, batches } = job;
  const folder = join(models, OWN_FOLDER);
  const { image, dimensions } = (await createEncoderRegistry([folder]).get(geometry)).description;
  const { crop } = image.preprocessing;
  const images = await readPhotographs(photographs);
  const pixels = await prepareImages(images, image.preprocessing);
  const size = 3 * crop * crop;
  const file = join(folder, image.file);
  const threads = availableParallelism();
  const session = await openSession(file, { threads });
  const run = async (from: number, count: number) => {
    const part = pixels.subarray(from * size, (from + count) * size);
    const input = new Tensor('float32', part, [count, 3, crop, crop]);
    return floats(await session.run({ [image.input]: input }), image.embedding.output);
  };
  const batch = await fastest(batches, (count) => run(0, count));
  return {
    chosen: `batches of ${batch}, ${threads} threads`,
    round: async () => {
      for (let at = 0; at < images.length; at += batch) {
        await run(at, Math.min(batch, images.length - at));
      }
    },
    rows: async () => [[...(await run(0, 1)).subarray(0, dimensions)]],
  };
}
