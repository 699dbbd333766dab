/**
 * Which images a mining run compares, in the order of its rows, and where their embeddings lie: a file
 * of fixed-size records, so that whoever needs some rows reads these records and nothing else.
 *
 * A record, little-endian: image id (16 bytes), then for the semantic and the visual embedding the id of
 * the shard (16 bytes) and the row in it (uint32).
 */
import { Readable } from 'node:stream';
import type { EmbeddingKey } from '@/lib/domain/encoders';
import type { Ctx } from '../context';
import { inTransaction, type Tx } from '../db/client';
import { damagedEmbeddings } from './load-matrix';

const ID_BYTES = 16;
const PLACE_BYTES = ID_BYTES + 4;
const RECORD_BYTES = ID_BYTES + 2 * PLACE_BYTES;
/** Images looked at in one query. */
const PAGE = 20_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

export interface Place {
  shardId: string;
  row: number;
}

export interface RowPlaces {
  imageIds: string[];
  semantic: Place[];
  visual: Place[];
}

export interface PlacesInput {
  projectId: string;
  semantic: EmbeddingKey;
  visual: EmbeddingKey;
  /** Ids of images that are left out. */
  without: ReadonlySet<string>;
  signal?: AbortSignal;
}

interface Found {
  id: string;
  semanticShard: string | null;
  semanticRow: number;
  visualShard: string | null;
  visualRow: number;
}

/**
 * Writes the places of all images of a project that have both embeddings, by ascending id, and says how
 * many there are and how many were left out. Holds one page of them in memory.
 */
export async function writePlaces(
  ctx: Pick<Ctx, 'db' | 'storage'>,
  key: string,
  input: PlacesInput,
): Promise<{ images: number; leftOut: number }> {
  const counts = { images: 0, leftOut: 0 };
  const pages = async function* (): AsyncGenerator<Buffer> {
    for (let after = FIRST; ;) {
      input.signal?.throwIfAborted();
      const page = await inTransaction(ctx.db, (tx) => readPage(tx, input, after));
      const both = page.filter((found) => found.semanticShard && found.visualShard);
      const taken = both.filter(({ id }) => !input.without.has(id));
      counts.images += taken.length;
      counts.leftOut += both.length - taken.length;
      if (taken.length > 0) yield recordsOf(taken);
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      after = last.id;
    }
  };
  await ctx.storage.putStream(key, Readable.from(pages(), { objectMode: true }));
  return counts;
}

async function readPage(tx: Tx, input: PlacesInput, after: string): Promise<Found[]> {
  const { projectId, semantic, visual } = input;
  // Without statistics the planner would rather sort the rest of the corpus than walk along the index.
  await tx.$executeRaw`SET LOCAL enable_sort = off`;
  return tx.$queryRaw<Found[]>`
    SELECT p."id"::text AS "id", s."shardId"::text AS "semanticShard", s."row" AS "semanticRow",
      v."shardId"::text AS "visualShard", v."row" AS "visualRow"
    FROM (
      SELECT "id" FROM "Image" WHERE "projectId" = ${projectId}::uuid AND "id" > ${after}::uuid
      ORDER BY "id" LIMIT ${PAGE}
    ) p
    LEFT JOIN LATERAL (
      SELECT "shardId", "row" FROM "Embedding" e
      WHERE e."imageId" = p."id" AND e."encoderId" = ${semantic.encoderId}
        AND e."weightsHash" = ${semantic.weightsHash} AND e."preprocessing" = ${semantic.preprocessing}
      LIMIT 1
    ) s ON true
    LEFT JOIN LATERAL (
      SELECT "shardId", "row" FROM "Embedding" e
      WHERE e."imageId" = p."id" AND e."encoderId" = ${visual.encoderId}
        AND e."weightsHash" = ${visual.weightsHash} AND e."preprocessing" = ${visual.preprocessing}
      LIMIT 1
    ) v ON true
    ORDER BY p."id"`;
}

function recordsOf(found: readonly Found[]): Buffer {
  const bytes = Buffer.alloc(found.length * RECORD_BYTES);
  found.forEach((image, k) => {
    const at = k * RECORD_BYTES;
    writeId(bytes, image.id, at);
    writeId(bytes, image.semanticShard!, at + ID_BYTES);
    bytes.writeUInt32LE(image.semanticRow, at + 2 * ID_BYTES);
    writeId(bytes, image.visualShard!, at + ID_BYTES + PLACE_BYTES);
    bytes.writeUInt32LE(image.visualRow, at + 2 * ID_BYTES + PLACE_BYTES);
  });
  return bytes;
}

const writeId = (bytes: Buffer, id: string, at: number): void =>
  void bytes.write(id.replaceAll('-', ''), at, 'hex');

/** Rows `from` up to but without `to`. Throws 'not-found', and 'unprocessable' where the file is cut off. */
export async function readPlaces(
  ctx: Pick<Ctx, 'storage'>,
  key: string,
  from: number,
  to: number,
): Promise<RowPlaces> {
  const places: RowPlaces = { imageIds: [], semantic: [], visual: [] };
  if (to <= from) return places;
  const range = { start: from * RECORD_BYTES, end: to * RECORD_BYTES - 1 };
  const parts: Buffer[] = await (await ctx.storage.stream(key, range)).toArray();
  const bytes = Buffer.concat(parts);
  if (bytes.length !== (to - from) * RECORD_BYTES) throw damagedEmbeddings('a list is cut off');
  const place = (at: number): Place => ({
    shardId: idAt(bytes, at),
    row: bytes.readUInt32LE(at + ID_BYTES),
  });
  for (let at = 0; at < bytes.length; at += RECORD_BYTES) {
    places.imageIds.push(idAt(bytes, at));
    places.semantic.push(place(at + ID_BYTES));
    places.visual.push(place(at + ID_BYTES + PLACE_BYTES));
  }
  return places;
}

/** The ids of all rows, ascending. */
export async function readImageIds(
  ctx: Pick<Ctx, 'storage'>,
  key: string,
  rows: number,
): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < rows; from += PAGE) {
    const page = await readPlaces(ctx, key, from, Math.min(rows, from + PAGE));
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
