/** The scenes of a split as the product would keep them: each one normalised JPEG, rendered once. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { normaliseImage } from '@/lib/infra/images/normalise';
import { encodePng } from '@/miniature/scenes/corpus';
import { planScenes, type PlannedScene, type SplitName } from '@/miniature/scenes/plan';
import { SceneRenderer } from '@/miniature/scenes/render';
import { GENERATOR, splitOf } from '../corpus-options';

export interface World {
  scenes: PlannedScene[];
  /** JPEG bytes, in the scenes' order. */
  images: Buffer[];
}

async function rendered(renderer: SceneRenderer, scene: PlannedScene): Promise<Buffer> {
  const pixels = await renderer.render(scene.base, scene.details, scene.cameraSeed);
  const result = await normaliseImage(await encodePng(pixels), 1);
  if (!('image' in result)) throw new Error(`A scene was refused: ${result.refused.code}.`);
  return result.image.served.data;
}

/** Renders what the cache lacks. The cache's folder is named after the generator's version. */
export async function openWorld(
  split: SplitName,
  cache: string,
  onProgress: (done: number, total: number) => void,
): Promise<World> {
  const folder = join(cache, `${GENERATOR}-${split}`);
  await mkdir(folder, { recursive: true });
  const scenes = planScenes(splitOf(split));
  const renderer = new SceneRenderer();
  const images: Buffer[] = [];
  for (const [i, scene] of scenes.entries()) {
    const path = join(folder, `${i}.jpg`);
    const known = await readFile(path).catch(() => null);
    const image = known ?? (await rendered(renderer, scene));
    if (!known) {
      await writeFile(`${path}.part`, image);
      await rename(`${path}.part`, path);
    }
    images.push(image);
    onProgress(i + 1, scenes.length);
  }
  return { scenes, images };
}
