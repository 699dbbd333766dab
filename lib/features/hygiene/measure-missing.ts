import { measure, MEASURES_VERSION, type Measures } from '@/lib/domain/hygiene/measures';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { measuredPixels } from '@/lib/infra/images/measured-pixels';
import { servedBytes } from '@/lib/infra/images/served-bytes';

/** Images whose measures are stored together: what a kill -9 costs at most. */
export const CHUNK = 64;
/** Images in memory at once. */
const HELD = 4;

interface ImageRef {
  id: string;
  sha256: string;
}

/**
 * Measures every image that was not measured with this version of the measures. One whose file could
 * not be read is tried again at each call: it may have been restored.
 */
export async function measureMissing(
  ctx: Ctx,
  input: {
    projectId: string;
    signal: AbortSignal;
    progress: (done: number, total: number) => Promise<void>;
  },
): Promise<{ measured: number; total: number }> {
  const { projectId, signal } = input;
  const missing = {
    projectId,
    OR: [
      { measured: { is: null } },
      { measured: { is: { version: { not: MEASURES_VERSION } } } },
      { measured: { is: { readable: false } } },
    ],
  };
  const [total, todo] = await Promise.all([
    ctx.db.image.count({ where: { projectId } }),
    ctx.db.image.count({ where: missing }),
  ]);
  const report = (measured: number): Promise<void> =>
    input.progress(Math.min(total, total - todo + measured), total);
  let measured = 0;
  await report(0);
  for (let after: string | undefined; ;) {
    signal.throwIfAborted();
    const images = await ctx.db.image.findMany({
      where: { ...missing, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: 'asc' },
      take: CHUNK,
      select: { id: true, sha256: true },
    });
    if (images.length === 0) return { measured, total };
    const found: (Measures | null)[] = [];
    for (let start = 0; start < images.length; start += HELD) {
      signal.throwIfAborted();
      const held = images.slice(start, start + HELD);
      found.push(...(await Promise.all(held.map((image) => measureOne(ctx, image)))));
    }
    await store(ctx, images, found);
    measured += images.length;
    after = images.at(-1)?.id;
    await report(measured);
  }
}

/** Null for a file that is gone, was altered or is no whole image. */
async function measureOne(ctx: Ctx, image: ImageRef): Promise<Measures | null> {
  const bytes = await servedBytes(ctx.storage, image.sha256);
  const pixels = bytes && (await measuredPixels(bytes));
  return pixels && measure(pixels);
}

const store = (
  ctx: Ctx,
  images: readonly ImageRef[],
  found: readonly (Measures | null)[],
): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const measuredAt = ctx.clock.now();
    await tx.imageMeasure.deleteMany({ where: { imageId: { in: images.map(({ id }) => id) } } });
    await tx.imageMeasure.createMany({
      data: images.map(({ id }, k) => ({
        imageId: id,
        version: MEASURES_VERSION,
        readable: found[k] !== null,
        ...found[k],
        measuredAt,
      })),
      // Another attempt of the same job may have stored the same numbers meanwhile.
      skipDuplicates: true,
    });
  });
