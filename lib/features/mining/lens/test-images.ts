/** The pair of images that the tests of the lens look at. */
import { expect } from 'vitest';
import { boxResizeSquare } from '@/lib/infra/encoders/preprocess';
import { decodeRgb } from '@/lib/infra/images/decode';
import { normaliseImage } from '@/lib/infra/images/normalise';
import { planCorpus, renderCorpus } from '@/miniature/scenes/corpus';
import { SIXTY_SCENES } from '@/prisma/scenarios/scenes';

/** Two rendered scenes that differ in a road sign, as served. */
export async function signChanged(): Promise<Buffer[]> {
  const plan = planCorpus(SIXTY_SCENES);
  const changed = plan.find(({ variant }) => variant === 'road-sign')!;
  const original = plan.find(
    ({ variant, base }) => variant === 'original' && base.id === changed.base.id,
  )!;
  const wanted = [original.file, changed.file];
  const files: Buffer[] = [];
  await renderCorpus({ ...SIXTY_SCENES, has: (file) => !wanted.includes(file) }, async (_, png) => {
    const made = await normaliseImage(png, 10);
    if ('image' in made) files.push(made.image.served.data);
  });
  expect(files).toHaveLength(2);
  return files;
}

/** How much the pixels of each of the 8 x 8 patches differ, most first. */
export async function byPixels(pictures: readonly Buffer[]): Promise<number[]> {
  const [a, b] = await Promise.all(
    pictures.map(async (bytes) => boxResizeSquare(await decodeRgb(bytes), 64)),
  );
  const sums = new Array<number>(64).fill(0);
  a!.forEach((value, at) => {
    const [x, y] = [Math.floor(at / 3) % 64, Math.floor(at / 192)];
    sums[Math.floor(y / 8) * 8 + Math.floor(x / 8)]! += Math.abs(value - b![at]!);
  });
  return [...sums.keys()].sort((one, two) => sums[two]! - sums[one]!);
}
