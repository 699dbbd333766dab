import { fineGrid, largestChange } from '@/lib/domain/hygiene/local-change';
import { MEASURES_VERSION } from '@/lib/domain/hygiene/measures';
import { findDuplicates, type Candidate } from '@/lib/domain/hygiene/near-duplicates';
import { judge, type FoundReason, type Thresholds } from '@/lib/domain/hygiene/rules';
import type { Ctx } from '@/lib/infra/context';
import { measuredPixels } from '@/lib/infra/images/measured-pixels';
import { servedBytes } from '@/lib/infra/images/served-bytes';

export interface FoundFlag {
  imageId: string;
  reason: FoundReason;
  measure: number | null;
  threshold: number | null;
  likeId: string | null;
}

/** Rows fetched at a time. */
const PAGE = 5_000;
/** Pictures kept for comparing: 110 kB each. */
const GRIDS = 400;

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
      const { readable, spread, bright, shade, sharpness, hash } = measured!;
      const measures = readable
        ? { spread: spread!, bright: bright!, shade: shade!, sharpness: sharpness!, hash: hash! }
        : null;
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
  const duplicates = await findDuplicates(candidates, {
    ...thresholds,
    change: makeChange(ctx, files, signal),
    onProgress: async (done) => {
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

/** Compares two stored pictures; the ones used last are kept, as many as GRIDS. */
function makeChange(ctx: Ctx, files: ReadonlyMap<string, string>, signal: AbortSignal) {
  const grids = new Map<string, Float32Array | null>();
  const gridOf = async (id: string): Promise<Float32Array | null> => {
    const known = grids.get(id);
    if (known !== undefined) {
      grids.delete(id);
      grids.set(id, known);
      return known;
    }
    signal.throwIfAborted();
    const bytes = await servedBytes(ctx.storage, files.get(id)!);
    const pixels = bytes && (await measuredPixels(bytes));
    const grid = pixels && fineGrid(pixels);
    grids.set(id, grid);
    if (grids.size > GRIDS) grids.delete(grids.keys().next().value!);
    return grid;
  };
  return async (a: string, b: string): Promise<number | null> => {
    const [one, other] = [await gridOf(a), await gridOf(b)];
    return one && other && largestChange(one, other);
  };
}
