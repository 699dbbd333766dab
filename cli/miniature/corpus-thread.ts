/** A thread that renders parts of a corpus. The pixels of a scene depend on the plan alone. */
import { parentPort, workerData } from 'node:worker_threads';
import { boxResizeSquare } from '@/lib/infra/encoders/preprocess';
import { SCENE_SIZE } from '@/miniature/scenes/frame';
import { planScenes } from '@/miniature/scenes/plan';
import { SceneRenderer } from '@/miniature/scenes/render';
import { splitOf, type CorpusPlan, type PartReply, type PartRequest } from './corpus-options';

const { split, count, sizes } = workerData as CorpusPlan;
const plan = planScenes({ ...splitOf(split), count });
const renderer = new SceneRenderer();

async function part({ from, to }: PartRequest): Promise<PartReply> {
  const pixels = sizes.map((size) => new Uint8Array((to - from) * size * size * 3));
  for (const [i, scene] of plan.slice(from, to).entries()) {
    const data = await renderer.render(scene.base, scene.details, scene.cameraSeed);
    const image = { data, width: SCENE_SIZE, height: SCENE_SIZE };
    sizes.forEach((size, s) => pixels[s]?.set(boxResizeSquare(image, size), i * size * size * 3));
  }
  return { from, pixels };
}

parentPort?.on('message', (request: PartRequest) => {
  void part(request).then((reply) =>
    parentPort?.postMessage(
      reply,
      reply.pixels.map((bytes) => bytes.buffer as ArrayBuffer),
    ),
  );
});
