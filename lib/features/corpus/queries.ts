import { notFound } from '@/lib/domain/errors';
import { decodeCursor, toPage, type Page } from '@/lib/domain/paging';
import { authorize, type Ctx } from '@/lib/infra/context';
import type { Prisma } from '@/lib/infra/db/generated/client';
import type { ImageListQuery } from './schemas';

export interface ImageCard {
  id: string;
  name: string;
  width: number;
  height: number;
}

const PAGE = 60;

/** The corpus, filtered and sorted as the address says. */
export async function listImages(
  ctx: Ctx,
  projectId: string,
  query: ImageListQuery,
): Promise<Page<ImageCard>> {
  authorize(ctx, 'corpus:view', projectId);
  const backwards = query.before !== undefined;
  const cursor = decodeCursor(query.before ?? query.after, 'string');
  const where: Prisma.ImageWhereInput = {
    projectId,
    ...(query.batch ? { batchId: query.batch } : {}),
    ...(query.q ? { originalName: { contains: query.q, mode: 'insensitive' } } : {}),
  };
  const column = query.sort === 'name' ? 'originalName' : 'createdAt';
  // Newest first is descending; walking backwards turns either order round.
  const direction = (query.sort === 'newest') !== backwards ? 'desc' : 'asc';
  const beyond = direction === 'desc' ? 'lt' : 'gt';
  const value = cursor && (column === 'createdAt' ? dateOf(cursor[0]) : cursor[0]);
  const [rows, total] = await Promise.all([
    ctx.db.image.findMany({
      where: {
        AND: [
          where,
          cursor && value !== null
            ? {
                OR: [
                  { [column]: { [beyond]: value } },
                  { [column]: value, id: { [beyond]: cursor[1] } },
                ],
              }
            : {},
        ],
      },
      orderBy: [{ [column]: direction }, { id: direction }],
      take: PAGE + 1,
      select: { id: true, originalName: true, width: true, height: true, createdAt: true },
    }),
    ctx.db.image.count({ where }),
  ]);
  const page = toPage(rows, { size: PAGE, total, backwards, started: cursor !== null }, (row) => [
    column === 'createdAt' ? row.createdAt.toISOString() : row.originalName,
    row.id,
  ]);
  return {
    ...page,
    rows: page.rows.map(({ id, originalName, width, height }) => ({
      id,
      name: originalName,
      width,
      height,
    })),
  };
}

function dateOf(value: string | number): Date | null {
  const time = Date.parse(String(value));
  return Number.isNaN(time) ? null : new Date(time);
}

export interface ImageDetail extends ImageCard {
  format: string;
  bytes: number;
  sha256: string;
  originalSha256: string;
  source: string;
  licence: string;
  addedAt: string;
  batchId: string;
  /** Pairs that show it, by number. How they stand is told by their own pages, to whom it may be told. */
  pairs: { number: number }[];
}

/** One image with its provenance. Throws 'not-found'. */
export async function imageDetail(
  ctx: Ctx,
  projectId: string,
  imageId: string,
): Promise<ImageDetail> {
  authorize(ctx, 'corpus:view', projectId);
  const row = await ctx.db.image.findFirst({
    where: { id: imageId, projectId },
    select: {
      id: true,
      originalName: true,
      originalFormat: true,
      width: true,
      height: true,
      bytes: true,
      sha256: true,
      originalSha256: true,
      source: true,
      licence: true,
      createdAt: true,
      batchId: true,
      pairsA: { select: { number: true } },
      pairsB: { select: { number: true } },
    },
  });
  if (!row) throw notFound('The image');
  const { originalName, originalFormat, bytes, createdAt, pairsA, pairsB, ...same } = row;
  return {
    ...same,
    bytes: Number(bytes),
    name: originalName,
    format: originalFormat,
    addedAt: createdAt.toISOString(),
    pairs: [...pairsA, ...pairsB].sort((a, b) => a.number - b.number),
  };
}
