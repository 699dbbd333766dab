import {
  assignClusters,
  clusterCount,
  fitCentroids,
  trainingRows,
} from '@/lib/domain/mining/cluster';
import type { BlindPair } from '@/lib/domain/mining/join';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { Compared } from './compare-pairs';

/** Images assigned at a time: 32 MB at 1,024 dimensions. */
const BLOCK = 8192;

export interface ImageClusters {
  /** How many there are. */
  count: number;
  /** The cluster of each image that a passing pair shows, by its row; 0 for all others. */
  of: Uint32Array;
}

/** Groups the images of the passing pairs by their visual embeddings, without keeping the worker from its heartbeat. */
export async function clusterImages(
  { imageIds, passing, visualRows }: Pick<Compared, 'imageIds' | 'passing' | 'visualRows'>,
  job: Pick<JobHandle, 'signal' | 'progress'>,
): Promise<ImageClusters> {
  const images = imageIds.length;
  const shown = shownImages(images, passing);
  const total = shown.length;
  await job.progress({ done: 0, total, step: 'cluster' });
  const training = await visualRows(trainingRows(images));
  const centroids = await inSteps(fitCentroids(training, clusterCount(images)), job.signal);
  const of = new Uint32Array(images);
  for (let from = 0; from < total; from += BLOCK) {
    const block = shown.subarray(from, from + BLOCK);
    const nearest = await inSteps(assignClusters(await visualRows(block), centroids), job.signal);
    block.forEach((row, k) => (of[row] = nearest[k]!));
    await job.progress({ done: Math.min(total, from + BLOCK), total, step: 'cluster' });
  }
  return { count: centroids.count, of };
}

function shownImages(images: number, pairs: readonly BlindPair[]): Uint32Array {
  const shown = new Uint8Array(images);
  for (const { i, j } of pairs) {
    shown[i] = 1;
    shown[j] = 1;
  }
  const rows: number[] = [];
  shown.forEach((is, row) => {
    if (is) rows.push(row);
  });
  return Uint32Array.from(rows);
}

/** Lets the event loop turn between steps. */
async function inSteps<T>(steps: Generator<void, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    signal.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
