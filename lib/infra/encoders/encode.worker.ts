/** A thread that prepares images or encodes batches, one after another. Started by a ThreadPool. */
import { parentPort } from 'node:worker_threads';
import { isAppError } from '@/lib/domain/errors';
import { decodeWithoutThreads } from '../images/decode';
import { prepareImages, PreparationError } from './prepare';
import type { ThreadReply, ThreadRequest } from './protocol';
import { Tower } from './tower';

decodeWithoutThreads();

/** Small encoders share this thread; what is not used for long must not stay in memory. */
const MOST_TOWERS = 4;
/** The last used comes last. */
const towers = new Map<string, Tower>();

/** Towers are kept per weights: a changed description gets a new one. */
function towerOf({ folder, description, threads, provider }: ThreadRequest): Tower {
  const key = JSON.stringify([folder, description]);
  const tower = towers.get(key) ?? new Tower(folder, description, { threads, provider });
  towers.delete(key);
  towers.set(key, tower);
  for (const [oldest, unused] of towers) {
    if (towers.size <= MOST_TOWERS) break;
    towers.delete(oldest);
    // One task at a time is done here: nobody is at work with it.
    unused.close().catch(() => undefined);
  }
  return tower;
}

const joined = (rows: readonly Float32Array[]): Float32Array => {
  const width = rows[0]?.length ?? 0;
  const out = new Float32Array(rows.length * width);
  rows.forEach((row, i) => out.set(row, i * width));
  return out;
};

async function encode(request: ThreadRequest): Promise<ThreadReply> {
  const { id, work, description } = request;
  const { preprocessing } = description.image;
  // Of the text that is being encoded.
  let index: number | null = null;
  try {
    switch (work.kind) {
      case 'embed-images': {
        const pixels = await prepareImages(work.images, preprocessing);
        return { id, rows: joined(await towerOf(request).embedPixels(pixels, work.images.length)) };
      }
      case 'image-tokens': {
        const pixels = await prepareImages(work.images, preprocessing);
        const tokens = await towerOf(request).tokensOfPixels(pixels, work.images.length);
        return { id, rows: joined(tokens) };
      }
      case 'prepare-images':
        return { id, rows: await prepareImages(work.images, preprocessing) };
      case 'embed-pixels':
        return { id, rows: joined(await towerOf(request).embedPixels(work.pixels, work.count)) };
      case 'pixel-tokens':
        return { id, rows: joined(await towerOf(request).tokensOfPixels(work.pixels, work.count)) };
      case 'embed-texts': {
        const rows: Float32Array[] = [];
        for (index = 0; index < work.texts.length; index += 1) {
          rows.push(await towerOf(request).embedText(work.texts[index]!));
        }
        return { id, rows: joined(rows) };
      }
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof PreparationError) index = error.index;
    if (!isAppError(error)) return { id, error: message, index };
    return { id, error: message, index: null, unavailable: true };
  }
}

parentPort?.on('message', (request: ThreadRequest) => {
  void encode(request).then((reply) => {
    parentPort?.postMessage(reply, 'rows' in reply ? [reply.rows.buffer as ArrayBuffer] : []);
  });
});
