// transformers.js from JPEG files to embeddings, as its documentation uses it, on the same graph. Not
// TypeScript: its types are there only where bench/encode was installed.
import { join } from 'node:path';
import { readFile, readdir } from 'node:fs/promises';

/** @param job and `fastest`, which chooses a batch size; see protocol.ts and choose.ts. */
export async function openTransformers({ geometry, models, photographs, batches }, fastest) {
  const { AutoProcessor, CLIPVisionModelWithProjection, env, RawImage } =
    await import('@huggingface/transformers');
  env.allowRemoteModels = false;
  env.localModelPath = models;
  const processor = await AutoProcessor.from_pretrained(geometry);
  const model = await CLIPVisionModelWithProjection.from_pretrained(geometry, { dtype: 'fp32' });
  const names = (await readdir(photographs)).sort();
  const embed = async (from, count) => {
    const images = await Promise.all(
      names
        .slice(from, from + count)
        .map(async (name) =>
          RawImage.fromBlob(new Blob([await readFile(join(photographs, name))])),
        ),
    );
    return (await model(await processor(images))).image_embeds;
  };
  const all = async (batch) => {
    for (let at = 0; at < names.length; at += batch) {
      await embed(at, Math.min(batch, names.length - at));
    }
  };
  const best = await fastest(batches, (count) => embed(0, count));
  return {
    chosen: `batches of ${best}`,
    round: (lane) => all(lane === 'transformersBest' ? best : 1),
    rows: async () => (await embed(0, 4)).tolist(),
  };
}
