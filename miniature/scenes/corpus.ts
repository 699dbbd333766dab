/** A whole demonstration corpus: near-duplicates, single-detail changes, and what is true of each. */
import sharp from 'sharp';
import { SCENE_SIZE } from './blit';
import { caption } from './captions';
import { SceneRenderer } from './render';
import { sceneRng, shuffled } from './rng';
import {
  changeOneDetail,
  makeBase,
  makeDetails,
  type Dimension,
  type SceneBase,
  type SceneDetails,
} from './scene';

export type SceneVariant = 'original' | 'near-duplicate' | Dimension;

export interface PlannedScene {
  /** `scene-0001.png`: shuffled, so the name says nothing of what the scene shows. */
  file: string;
  base: SceneBase;
  details: SceneDetails;
  /** How it differs from the original of its base. */
  variant: SceneVariant;
  cameraSeed: number;
}

export interface SceneTruth extends PlannedScene {
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

function planBase(id: number, seed: number): Omit<PlannedScene, 'file'>[] {
  const rng = sceneRng(seed + id * 7907);
  const base = makeBase(rng, id);
  const details = makeDetails(rng, base);
  const scenes: { details: SceneDetails; variant: SceneVariant }[] = [
    { details, variant: 'original' },
    { details, variant: 'near-duplicate' },
  ];
  const changed = new Set<Dimension>();
  for (let left = 2 + Math.floor(rng() * 3); left > 0; left -= 1) {
    const change = changeOneDetail(rng, base, details);
    if (changed.has(change.dimension)) continue;
    changed.add(change.dimension);
    scenes.push({ details: change.details, variant: change.dimension });
  }
  return scenes.map((scene) => ({ base, ...scene, cameraSeed: Math.floor(rng() * 1e9) }));
}

/**
 * The scenes of a corpus without their pixels, in drawing order: per base an original, a
 * near-duplicate (same details, another camera) and up to four single-detail changes.
 * The same count and seed give the same plan.
 */
export function planCorpus({ count, seed }: { count: number; seed: number }): PlannedScene[] {
  if (!Number.isInteger(count) || count < 1) throw new RangeError('count must be at least 1.');
  const scenes: Omit<PlannedScene, 'file'>[] = [];
  for (let id = 0; scenes.length < count; id += 1) scenes.push(...planBase(id, seed));
  scenes.length = count;
  const digits = Math.max(4, String(count).length);
  const numbers = shuffled(
    sceneRng(seed ^ 0x9e3779b9),
    scenes.map((_, i) => i + 1),
  );
  return scenes.map((scene, i) => ({
    file: `scene-${String(numbers[i]).padStart(digits, '0')}.png`,
    ...scene,
  }));
}

/** PNG of RGB bytes; level 3 because the files are for a disk, not for a network. */
const encodePng = (rgb: Uint8Array): Promise<Buffer> =>
  sharp(rgb, { raw: { width: SCENE_SIZE, height: SCENE_SIZE, channels: 3 } })
    .png({ compressionLevel: 3 })
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
    .map((scene) => ({ ...scene, caption: caption(scene.base, scene.details, () => true) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}
