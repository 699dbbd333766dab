import { MEASURES_VERSION, type Measures } from '@/lib/domain/hygiene/measures';
import { forEachConcurrently } from '@/lib/infra/concurrently';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { servedBytes } from '@/lib/infra/images/served-bytes';
import { withMeasurer, type Measurer } from '@/lib/infra/measuring/measurer';
import { requireTextModel } from '@/lib/infra/measuring/text-detector';

/** Images whose measures are stored together: what a kill -9 costs at most. */
export const CHUNK = 64;
/** Files read ahead of the threads that measure. */
const AHEAD = 2;

interface ImageRef {
  id: string;
  sha256: string;
}

interface Input {
  projectId: string;
  signal: AbortSignal;
  progress: (done: number, total: number) => Promise<void>;
}

/**
 * Measures every image that was not measured with this version of the measures. One whose file could
 * not be read is tried again at each call: it may have been restored. Throws `unavailable` where text
 * cannot be found on this machine.
 */
export const measureMissing = (ctx: Ctx, input: Input): Promise<{ measured: number }> =>
  withMeasurer((measurer) => measureAll(ctx, input, measurer));

async function measureAll(
  ctx: Ctx,
  { projectId, signal, progress }: Input,
  measurer: Measurer,
): Promise<{ measured: number }> {
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
    progress(Math.min(total, total - todo + measured), total);
  let measured = 0;
  await report(0);
  if (todo > 0) await requireTextModel();
  for (let after: string | undefined; ;) {
    signal.throwIfAborted();
    const images = await ctx.db.image.findMany({
      where: { ...missing, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: 'asc' },
      take: CHUNK,
      select: { id: true, sha256: true },
    });
    if (images.length === 0) return { measured };
    const found: (Measures | null)[] = [];
    await forEachConcurrently(numbered(images), measurer.threads + AHEAD, async ([k, image]) => {
      signal.throwIfAborted();
      found[k] = await measureOne(ctx, measurer, image);
    });
    await store(ctx, images, found);
    measured += images.length;
    after = images.at(-1)?.id;
    await report(measured);
  }
}

async function* numbered<T>(items: readonly T[]): AsyncGenerator<[number, T]> {
  yield* items.entries();
}

/** Null for a file that is gone, was altered or is no whole image. */
async function measureOne(ctx: Ctx, measurer: Measurer, image: ImageRef): Promise<Measures | null> {
  const bytes = await servedBytes(ctx.storage, image.sha256);
  return bytes && measurer.measure(bytes);
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
