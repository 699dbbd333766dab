/** Tiny corpora with bytes, and a real encoder that remembers what reached it. */
import { createHash } from 'node:crypto';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { scene } from '@/lib/infra/images/testing';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';

export const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** Runs the real encoder; `before` may hold a call up or end it. */
export class RecordingPool extends EncoderPool {
  /** SHA-256 of every image that it was asked to encode, in order. */
  readonly seen: string[] = [];
  before: (signal?: AbortSignal) => Promise<void> = async () => undefined;
  override async encodeImages(
    ...[id, images, options]: Parameters<EncoderPool['encodeImages']>
  ): Promise<Float32Array> {
    await this.before(options?.signal);
    this.seen.push(...images.map(sha256));
    return super.encodeImages(id, images, options);
  }
}

const pictures = new Map<number, Buffer>();

/** `count` images of 32 x 32 pixels with their bytes; `from` begins other ones. */
export async function addPictures(
  ctx: WorkerCtx,
  projectId: string,
  count: number,
  from = 1,
): Promise<void> {
  const batch = await ctx.db.uploadBatch.create({
    data: { projectId, source: 'test', licence: 'CC0-1.0' },
  });
  const hashes = new Set<string>();
  const seeds = Array.from({ length: count }, (_, k) => from + k);
  const add = async (seed: number): Promise<void> => {
    const data = pictures.get(seed) ?? (await scene(32, 32, seed).jpeg({ quality: 60 }).toBuffer());
    pictures.set(seed, data);
    hashes.add(sha256(data));
    await ctx.storage.put(blobKey(sha256(data)), data);
  };
  for (let start = 0; start < count; start += 32) {
    await Promise.all(seeds.slice(start, start + 32).map(add));
  }
  if (hashes.size !== count) throw new Error('two pictures are the same');
  await ctx.db.image.createMany({
    data: [...hashes].map((hash) => ({
      projectId,
      batchId: batch.id,
      sha256: hash,
      originalSha256: hash,
      originalName: 'x.jpg',
      originalFormat: 'jpeg',
      width: 32,
      height: 32,
      bytes: 1,
      source: 'test',
      licence: 'CC0-1.0',
    })),
  });
}

/** Keys of the shard files that lie in storage, whether a row names them or not. */
export async function shardFiles(ctx: WorkerCtx, projectId: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { key } of ctx.storage.list(`shards/${projectId}/`)) files.push(key);
  return files.sort();
}
