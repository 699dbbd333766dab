import { setImmediate as otherWork } from 'node:timers/promises';
import { MEASURES_VERSION, type Measures } from '@/lib/domain/hygiene/measures';
import {
  findDuplicates,
  KEPT_SKETCHES,
  type Candidate,
} from '@/lib/domain/hygiene/near-duplicates';
import { judge, type FoundReason, type Thresholds } from '@/lib/domain/hygiene/rules';
import { SKETCH_BYTES } from '@/lib/domain/hygiene/sketch';
import type { Ctx } from '@/lib/infra/context';
import type { ImageMeasure } from '@/lib/infra/db/generated/client';
import { machineMemory } from '@/lib/infra/memory';
import { openPictures } from './pictures';

export interface FoundFlag {
  imageId: string;
  reason: FoundReason;
  measure: number | null;
  threshold: number | null;
  likeId: string | null;
}

/** Rows fetched at a time. */
const PAGE = 5_000;
/** Of the machine's memory, for sketches of pictures. */
const MEMORY_SHARE = 1 / 16;

interface Input {
  projectId: string;
  thresholds: Thresholds;
  signal: AbortSignal;
  progress: (done: number, total: number) => Promise<void>;
}

/** What the measures say of every measured image, then which images are copies of another. */
export async function findFlags(
  ctx: Ctx,
  { projectId, thresholds, signal, progress }: Input,
): Promise<{ images: number; flags: FoundFlag[] }> {
  const flags: FoundFlag[] = [];
  const candidates: Candidate[] = [];
  const files = new Map<string, string>();
  let images = 0;
  for (let after: string | undefined; ;) {
    signal.throwIfAborted();
    const page = await measuredImages(ctx, projectId, after);
    for (const { id, sha256, width, height, measured, flags: decided } of page) {
      const measures = measuresOf(measured!);
      const findings = judge({ width, height, measures }, thresholds);
      flags.push(...findings.map((finding) => ({ imageId: id, ...finding, likeId: null })));
      // Blank pictures all look alike, and are listed as blank.
      if (!measures || findings.some(({ reason }) => reason === 'blank')) continue;
      const kept = new Set(decided.filter((one) => one.keptAt).map(({ reason }) => reason));
      const byHand = decided.some((one) => one.reason === 'by-hand' && !one.keptAt);
      files.set(id, sha256);
      candidates.push({
        id,
        hash: measures.hash,
        area: width * height,
        sharpness: measures.sharpness,
        leftOut: byHand || findings.some(({ reason }) => !kept.has(reason)),
      });
    }
    images += page.length;
    if (page.length < PAGE) break;
    after = page.at(-1)?.id;
  }
  const { duplicates } = await findDuplicates(candidates, {
    ...thresholds,
    ...openPictures(ctx, files, signal),
    kept: Math.max(KEPT_SKETCHES, Math.floor((machineMemory() * MEMORY_SHARE) / SKETCH_BYTES)),
    onProgress: async (done) => {
      // Sketches are compared without a pause: the heartbeat and whoever cancels have their turn here.
      await otherWork();
      signal.throwIfAborted();
      await progress(done, candidates.length);
    },
  });
  for (const { id, likeId, change } of duplicates) {
    flags.push({
      imageId: id,
      reason: 'near-duplicate',
      measure: change,
      threshold: thresholds.maxChange,
      likeId,
    });
  }
  return { images, flags };
}

/** Null where the file could not be read. */
const measuresOf = (row: ImageMeasure): Measures | null =>
  row.readable
    ? {
        spread: row.spread!,
        bright: row.bright!,
        shade: row.shade!,
        sharpness: row.sharpness!,
        hash: row.hash!,
        text: row.text!,
      }
    : null;

const measuredImages = (ctx: Ctx, projectId: string, after: string | undefined) =>
  ctx.db.image.findMany({
    where: {
      projectId,
      measured: { is: { version: MEASURES_VERSION } },
      ...(after ? { id: { gt: after } } : {}),
    },
    orderBy: { id: 'asc' },
    take: PAGE,
    select: {
      id: true,
      sha256: true,
      width: true,
      height: true,
      measured: true,
      flags: { where: { current: true }, select: { reason: true, keptAt: true } },
    },
  });
