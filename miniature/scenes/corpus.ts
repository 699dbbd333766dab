/** A corpus of pictures with names that say nothing, and what is true of each. */
import sharp from 'sharp';
import { SCENE_SIZE } from './frame';
import { fullCaption } from './captions';
import { mixedSeed, planScenes, type PlannedScene } from './plan';
import { SceneRenderer } from './render';
import { sceneRng, shuffled } from './rng';

export interface NamedScene extends PlannedScene {
  /** `scene-0001.png`: shuffled, so the name says nothing of what the scene shows. */
  file: string;
}

export interface SceneTruth extends NamedScene {
  /** Everything that the scene shows, in the vocabulary of the miniature text encoder. */
  caption: string;
}

export interface CorpusOptions {
  count: number;
  seed: number;
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
  /** Files that exist already and are not rendered again. */
  has?: (file: string) => boolean;
}

/** Encoders of PNG kept busy while the next scenes are drawn. */
const ENCODING_AHEAD = 8;

/** The scenes with their names, in drawing order. The same count and seed give the same plan. */
export function planCorpus({ count, seed }: { count: number; seed: number }): NamedScene[] {
  const scenes = planScenes({ count, seed });
  const digits = Math.max(4, String(count).length);
  const numbers = shuffled(
    sceneRng(mixedSeed(seed, -2)),
    scenes.map((_, i) => i + 1),
  );
  return scenes.map((scene, i) => ({
    file: `scene-${String(numbers[i]).padStart(digits, '0')}.png`,
    ...scene,
  }));
}

/** PNG of RGB bytes; level 2 because the files are for a disk, not for a network. */
export const encodePng = (rgb: Uint8Array): Promise<Buffer> =>
  sharp(rgb, { raw: { width: SCENE_SIZE, height: SCENE_SIZE, channels: 3 } })
    .png({ compressionLevel: 2 })
    .toBuffer();

/**
 * Renders `count` scenes of SCENE_SIZE pixels and hands each PNG to `writeFile` under its shuffled
 * name, several at a time. Returns the truth sorted by file name, which the caller stores beside
 * the images, never among them. Rejects with the signal's reason when aborted.
 */
export async function renderCorpus(
  options: CorpusOptions,
  writeFile: (file: string, png: Buffer) => Promise<void>,
): Promise<SceneTruth[]> {
  const { onProgress, signal, has = () => false } = options;
  const plan = planCorpus(options);
  const renderer = new SceneRenderer();
  const writing = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  let done = 0;
  const finished = () => {
    done += 1;
    onProgress?.(done, plan.length);
  };
  const write = async (file: string, pixels: Uint8Array) => {
    try {
      await writeFile(file, await encodePng(pixels));
      finished();
    } catch (error) {
      failure ??= { error };
    }
  };
  for (const scene of plan) {
    if (signal?.aborted || failure) break;
    if (has(scene.file)) {
      finished();
      continue;
    }
    const pixels = await renderer.render(scene.base, scene.details, scene.cameraSeed);
    const slot = write(scene.file, pixels).finally(() => writing.delete(slot));
    writing.add(slot);
    if (writing.size >= ENCODING_AHEAD) await Promise.race(writing);
  }
  // Also after an abort or a failure: the caller may delete the folder as soon as this returns.
  await Promise.all(writing);
  if (failure) throw failure.error;
  signal?.throwIfAborted();
  return plan
    .map((scene) => ({ ...scene, caption: fullCaption(scene.base, scene.details) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
