/**
 * Which images a mining run compares, in the order of its rows, and where their embeddings lie: a file
 * of fixed-size records, so that whoever needs some rows reads these records and nothing else.
 *
 * A record, little-endian: image id (16 bytes), then for the embedding by each encoder, semantic before
 * visual, the id of the shard (16 bytes) and the row in it (uint32). After the last one, uint32: images of the
 * project that were neither listed nor left out, for they had no embedding by one of the encoders.
 */
import { Readable } from 'node:stream';
import type { EmbeddingKey } from '@/lib/domain/encoders';
import type { Ctx } from '../context';
import { Prisma } from '../db/generated/client';
import { inTransaction, type Tx } from '../db/client';
import { damagedEmbeddings } from './load-matrix';

const ID_BYTES = 16;
const PLACE_BYTES = ID_BYTES + 4;
const TRAILER_BYTES = 4;
const recordBytes = (encoders: number): number => ID_BYTES + encoders * PLACE_BYTES;
/** Images looked at in one query. */
const PAGE = 20_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

export interface Place {
  shardId: string;
  row: number;
}

export interface RowPlaces {
  imageIds: string[];
  /** By encoder, then by image. */
  places: Place[][];
}

/** A file of places; how long its records are depends on the encoders. */
export interface PlacesFile {
  key: string;
  encoders: number;
}

export interface PlacesInput {
  projectId: string;
  /** Of all encoders, semantic before visual. */
  keys: readonly EmbeddingKey[];
  /** Ids of images that are left out. */
  without: ReadonlySet<string>;
  signal?: AbortSignal;
}

interface Found {
  id: string;
  /** By encoder; null where the image has no such embedding. */
  shards: (string | null)[];
  rows: (number | null)[];
}

/**
 * Writes the places of all images of a project that have an embedding by each encoder, by ascending id,
 * and says how many there are and how many were left out, with an embedding or not. Holds one page of them in memory.
 */
export async function writePlaces(
  ctx: Pick<Ctx, 'db' | 'storage'>,
  key: string,
  input: PlacesInput,
): Promise<{ images: number; leftOut: number }> {
  const counts = { images: 0, leftOut: 0 };
  let all = 0;
  const pages = async function* (): AsyncGenerator<Buffer> {
    for (let after = FIRST; ;) {
      input.signal?.throwIfAborted();
      const page = await inTransaction(ctx.db, (tx) => readPage(tx, input, after));
      const wanted = page.filter(({ id }) => !input.without.has(id));
      const taken = wanted.filter(({ shards }) => !shards.includes(null));
      all += page.length;
      counts.images += taken.length;
      counts.leftOut += page.length - wanted.length;
      if (taken.length > 0) yield recordsOf(taken);
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      after = last.id;
    }
    const trailer = Buffer.alloc(TRAILER_BYTES);
    trailer.writeUInt32LE(all - counts.images - counts.leftOut);
    yield trailer;
  };
  await ctx.storage.putStream(key, Readable.from(pages(), { objectMode: true }));
  return counts;
}

async function readPage(tx: Tx, input: PlacesInput, after: string): Promise<Found[]> {
  const { projectId, keys } = input;
  // Without statistics the planner would rather sort the rest of the corpus than walk along the index.
  await tx.$executeRaw`SET LOCAL enable_sort = off`;
  const names = keys.map((_, k) => Prisma.raw(`e${k}`));
  const shards = names.map((name) => Prisma.sql`${name}."shardId"::text`);
  const rows = names.map((name) => Prisma.sql`${name}."row"`);
  const joins = keys.map(
    (key, k) => Prisma.sql`
    LEFT JOIN LATERAL (
      SELECT "shardId", "row" FROM "Embedding" e
      WHERE e."imageId" = p."id" AND e."encoderId" = ${key.encoderId}
        AND e."weightsHash" = ${key.weightsHash} AND e."preprocessing" = ${key.preprocessing}
      LIMIT 1
    ) ${names[k]!} ON true`,
  );
  return tx.$queryRaw<Found[]>`
    SELECT p."id"::text AS "id", ARRAY[${Prisma.join(shards)}] AS "shards",
      ARRAY[${Prisma.join(rows)}] AS "rows"
    FROM (
      SELECT "id" FROM "Image" WHERE "projectId" = ${projectId}::uuid AND "id" > ${after}::uuid
      ORDER BY "id" LIMIT ${PAGE}
    ) p
    ${Prisma.join(joins, ' ')}
    ORDER BY p."id"`;
}

function recordsOf(found: readonly Found[]): Buffer {
  const size = recordBytes(found[0]!.shards.length);
  const bytes = Buffer.alloc(found.length * size);
  found.forEach((image, k) => {
    const at = k * size;
    writeId(bytes, image.id, at);
    image.shards.forEach((shard, encoder) => {
      const place = at + ID_BYTES + encoder * PLACE_BYTES;
      writeId(bytes, shard!, place);
      bytes.writeUInt32LE(image.rows[encoder]!, place + ID_BYTES);
    });
  });
  return bytes;
}

const writeId = (bytes: Buffer, id: string, at: number): void =>
  void bytes.write(id.replaceAll('-', ''), at, 'hex');

/** Rows `from` up to but without `to`. Throws 'not-found', and 'unprocessable' where the file is cut off. */
export async function readPlaces(
  ctx: Pick<Ctx, 'storage'>,
  { key, encoders }: PlacesFile,
  from: number,
  to: number,
): Promise<RowPlaces> {
  const imageIds: string[] = [];
  const places = Array.from({ length: encoders }, (): Place[] => []);
  if (to <= from) return { imageIds, places };
  const size = recordBytes(encoders);
  const range = { start: from * size, end: to * size - 1 };
  const parts: Buffer[] = await (await ctx.storage.stream(key, range)).toArray();
  const bytes = Buffer.concat(parts);
  if (bytes.length !== (to - from) * size) throw damagedEmbeddings('a list is cut off');
  const place = (at: number): Place => ({
    shardId: idAt(bytes, at),
    row: bytes.readUInt32LE(at + ID_BYTES),
  });
  for (let at = 0; at < bytes.length; at += size) {
    imageIds.push(idAt(bytes, at));
    places.forEach((list, encoder) => list.push(place(at + ID_BYTES + encoder * PLACE_BYTES)));
  }
  return { imageIds, places };
}

/** Images without an embedding when the file of `rows` rows was written; null in one of an earlier version. */
export async function readWithoutEmbedding(
  { storage }: Pick<Ctx, 'storage'>,
  { key, encoders }: PlacesFile,
  rows: number,
): Promise<number | null> {
  const start = rows * recordBytes(encoders);
  const end = start + TRAILER_BYTES - 1;
  if ((await storage.stat(key))?.bytes !== end + 1) return null;
  const parts: Buffer[] = await (await storage.stream(key, { start, end })).toArray();
  return Buffer.concat(parts).readUInt32LE();
}

/** The ids of all rows, ascending. */
export async function readImageIds(
  ctx: Pick<Ctx, 'storage'>,
  file: PlacesFile,
  rows: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < rows; from += PAGE) {
    const page = await readPlaces(ctx, file, from, Math.min(rows, from + PAGE));
    for (const id of page.imageIds) ids.push(id);
  }
  return ids;
}

function idAt(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + ID_BYTES);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
