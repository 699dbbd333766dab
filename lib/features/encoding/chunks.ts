/**
 * Which worker encodes which images: leases on ranges of image ids that overlap no other. There is no
 * row for a range before somebody works on it, so that a million images are never planned in advance.
 */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { HEARTBEAT_MS, STALE_MS } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { shardKey } from '@/lib/infra/storage/storage';

/** Images per shard: what a kill -9 costs at most, and 1.5 MB at 768 dimensions. */
export const CHUNK = 512;
/** Images looked at in one query: a corpus that is nearly done has few missing ones in a million. */
const PAGE = 20_000;

/** Below and above every random UUID; Postgres and JavaScript order them alike. */
export const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export interface OpenEncoding {
  id: string;
  projectId: string;
  key: EmbeddingKey;
}

export interface ImageRef {
  id: string;
  sha256: string;
}

export interface Chunk {
  id: string;
  shardId: string;
  images: ImageRef[];
}

/** `after`: where to look next. `shared`: others hold chunks, whose images were not looked at. */
export type Claim =
  | { kind: 'chunk'; chunk: Chunk; after: string; shared: boolean }
  | { kind: 'nothing-here'; after: string; shared: boolean }
  | { kind: 'end'; shared: boolean };

interface Range {
  afterId: string;
  throughId: string;
}

/** The next ids after `after` that nobody holds; null where all others are held or there are none. */
export function freeRange(held: readonly Range[], after: string): Range | null {
  let afterId = after;
  for (const range of [...held].sort((a, b) => (a.afterId < b.afterId ? -1 : 1))) {
    if (range.afterId > afterId) return { afterId, throughId: range.afterId };
    if (range.throughId > afterId) afterId = range.throughId;
  }
  return afterId < LAST ? { afterId, throughId: LAST } : null;
}

/** The shared encoding of a project with these weights, made where it is the first. */
export async function openEncoding(
  ctx: WorkerCtx,
  projectId: string,
  key: EmbeddingKey,
): Promise<OpenEncoding> {
  const row = { projectId, ...key };
  const wantedUntil = leaseEnd(ctx);
  const { id } = await ctx.db.encoding.upsert({
    where: { projectId_encoderId_weightsHash_preprocessing: row },
    create: { ...row, wantedUntil },
    update: { wantedUntil },
    select: { id: true },
  });
  return { id, projectId, key };
}

/** A job wants it, for the length of a lease. Idle workers help meanwhile. */
export async function want(ctx: WorkerCtx, encoding: OpenEncoding): Promise<void> {
  await ctx.db.encoding.updateMany({
    where: { id: encoding.id },
    data: { wantedUntil: leaseEnd(ctx) },
  });
}

/**
 * Until then another job that wants the same encoding has said so again, even where it missed a beat, and
 * its helpers have not stopped.
 */
export const OTHERS_SAY_MS = 2 * HEARTBEAT_MS;

/** A job wants it no longer: where it is `complete` nobody does, else unless another one says so. */
export async function unwant(
  ctx: WorkerCtx,
  encoding: OpenEncoding,
  complete: boolean,
): Promise<void> {
  const now = ctx.clock.now();
  const wantedUntil = complete ? now : new Date(now.getTime() + OTHERS_SAY_MS);
  await ctx.db.encoding.updateMany({
    where: { id: encoding.id, wantedUntil: { gt: wantedUntil } },
    data: { wantedUntil },
  });
}

/** Takes over a chunk whose lease has ended, else leases the next missing images after `after`. */
export async function claimChunk(
  ctx: WorkerCtx,
  encoding: OpenEncoding,
  after: string,
): Promise<Claim> {
  let dropped: string | undefined;
  const claim = await inTransaction(ctx.db, async (tx): Promise<Claim> => {
    dropped = undefined;
    // Claims follow one another: the ranges read below are all there are until this one is stored.
    await tx.$queryRaw`SELECT 1 FROM "Encoding" WHERE "id" = ${encoding.id}::uuid FOR UPDATE`;
    const held = await tx.encodingChunk.findMany({ where: { encodingId: encoding.id } });
    const dead = held.find((chunk) => chunk.leaseExpiresAt <= ctx.clock.now());
    const lease = { shardId: ctx.rng.uuid(), leaseExpiresAt: leaseEnd(ctx) };
    if (dead) {
      const { images } = await missingIn(tx, encoding, dead);
      dropped = dead.shardId;
      if (images.length === 0) {
        await tx.encodingChunk.delete({ where: { id: dead.id }, select: { id: true } });
        return { kind: 'nothing-here', after, shared: true };
      }
      await tx.encodingChunk.update({ where: { id: dead.id }, data: lease, select: { id: true } });
      const chunk = { id: dead.id, shardId: lease.shardId, images };
      return { kind: 'chunk', chunk, after, shared: true };
    }
    const shared = held.length > 0;
    const range = freeRange(held, after);
    if (!range) return { kind: 'end', shared };
    const { images, throughId } = await missingIn(tx, encoding, range);
    if (images.length === 0) return { kind: 'nothing-here', after: throughId, shared };
    const { id } = await tx.encodingChunk.create({
      data: { encodingId: encoding.id, afterId: range.afterId, throughId, ...lease },
      select: { id: true },
    });
    const chunk = { id, shardId: lease.shardId, images };
    return { kind: 'chunk', chunk, after: throughId, shared };
  });
  // Its writer can no longer index it. A file that it writes after this it removes by itself.
  if (dropped) await ctx.storage.delete(shardKey(encoding.projectId, dropped));
  return claim;
}

/** False where the lease was lost: another worker has taken the chunk over. */
export async function renewChunk(ctx: WorkerCtx, chunk: Chunk): Promise<boolean> {
  const { count } = await ctx.db.encodingChunk.updateMany({
    where: { id: chunk.id, shardId: chunk.shardId },
    data: { leaseExpiresAt: leaseEnd(ctx) },
  });
  return count > 0;
}

/** Gives the chunk back, for anybody to claim at once. */
export async function releaseChunk(ctx: WorkerCtx, chunk: Chunk): Promise<void> {
  await ctx.db.encodingChunk.deleteMany({ where: { id: chunk.id, shardId: chunk.shardId } });
}

/** The first missing images of a range, and up to where it was looked at. */
async function missingIn(
  tx: Tx,
  { projectId, key }: OpenEncoding,
  { afterId, throughId }: Range,
): Promise<{ images: ImageRef[]; throughId: string }> {
  // Without statistics, which the embedded database never gathers, the planner would rather sort the
  // rest of the corpus for each page than walk along the index.
  await tx.$executeRaw`SET LOCAL enable_sort = off`;
  // A broken image would end every run at itself; a check has noted it, and nobody has overruled that.
  // LATERAL with its own LIMIT: one look into the primary key for each image. As NOT EXISTS or NOT IN
  // the planner may read all embeddings of the instance for each chunk.
  const images = await tx.$queryRaw<ImageRef[]>`
    SELECT p."id"::text AS "id", p."sha256"
    FROM (
      SELECT "id", "sha256" FROM "Image"
      WHERE "projectId" = ${projectId}::uuid AND "id" > ${afterId}::uuid AND "id" <= ${throughId}::uuid
      ORDER BY "id" LIMIT ${PAGE}
    ) p
    LEFT JOIN LATERAL (
      SELECT 1 AS "found" FROM "Embedding" e
      WHERE e."imageId" = p."id" AND e."encoderId" = ${key.encoderId}
        AND e."weightsHash" = ${key.weightsHash} AND e."preprocessing" = ${key.preprocessing}
      LIMIT 1
    ) e ON true
    LEFT JOIN LATERAL (
      SELECT 1 AS "found" FROM "ImageFlag" f
      WHERE f."imageId" = p."id" AND f."reason" = 'broken' AND f."current" AND f."keptAt" IS NULL
      LIMIT 1
    ) b ON true
    WHERE e."found" IS NULL AND b."found" IS NULL
    ORDER BY p."id" LIMIT ${CHUNK}`;
  const last = images.at(-1)?.id ?? afterId;
  if (images.length === CHUNK) return { images, throughId: last };
  const [end] = await tx.$queryRaw<{ id: string }[]>`
    SELECT i."id"::text AS "id" FROM "Image" i
    WHERE i."projectId" = ${projectId}::uuid AND i."id" > ${afterId}::uuid AND i."id" <= ${throughId}::uuid
    ORDER BY i."id" OFFSET ${PAGE - 1} LIMIT 1`;
  // An image that came between the two queries may have moved the page's end before the last one found.
  const seen = !end ? throughId : end.id > last ? end.id : last;
  return { images, throughId: seen };
}

const leaseEnd = (ctx: WorkerCtx): Date => new Date(ctx.clock.now().getTime() + STALE_MS);
