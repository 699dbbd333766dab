/** Small worlds of rendered scenes: the same photographs on every machine, named as a camera would. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderCorpus } from '@/miniature/scenes/corpus';

export interface SceneWorld {
  count: number;
  seed: number;
}

/** Sixty scenes, in which the shipped encoders find several CLIP-blind pairs at the paper's thresholds. */
export const SIXTY_SCENES: SceneWorld = { count: 60, seed: 20240111 };

export interface Photo {
  name: string;
  png: Buffer;
}

/** The photographs of a world by name; names say nothing of what is shown. */
export async function photosOf(world: SceneWorld): Promise<Photo[]> {
  const photos: Photo[] = [];
  await renderCorpus(world, async (file, png) => {
    photos.push({ name: file.replace('scene-', 'DSC_'), png });
  });
  return photos.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export async function writePhotos(folder: string, photos: readonly Photo[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { name, png } of photos) await writeFile(join(folder, name), png);
}
