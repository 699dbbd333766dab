import { decodeCursor, toPage, type Page } from '@/lib/domain/paging';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import { authorize, type Ctx } from '@/lib/infra/context';
import { Prisma } from '@/lib/infra/db/generated/client';
import { toldStatus } from '@/lib/infra/told-status';
import type { PairListQuery, PairSort } from './schemas';

export interface ImageRef {
  id: string;
  width: number;
  height: number;
}

export interface PairCard {
  id: string;
  number: number;
  status: PairStatus;
  /** Null for an imported pair that no run has found. */
  semantic: number | null;
  visual: number | null;
  a: ImageRef;
  b: ImageRef;
}

interface PairRow {
  id: string;
  number: number;
  status: PairStatus;
  semantic: number | null;
  visual: number | null;
  key: number;
  aId: string;
  aWidth: number;
  aHeight: number;
  bId: string;
  bWidth: number;
  bHeight: number;
}

const PAGE = 24;

/** Ascending in every order, so that one comparison serves paging. */
const SORT_KEYS: Record<PairSort, Prisma.Sql> = {
  rank: Prisma.sql`COALESCE(m."rank", p."priority")::float8`,
  // Of the cosines that the card shows. Above every gap: an imported pair without cosines stands last.
  gap: Prisma.sql`COALESCE(COALESCE(m."visual", p."visual") - COALESCE(m."semantic", p."semantic"), 3)`,
  number: Prisma.sql`p."number"::float8`,
};

/** Mined pairs with both cosines, of the project or of one run. */
export async function listPairs(
  ctx: Ctx,
  projectId: string,
  query: PairListQuery,
): Promise<Page<PairCard>> {
  authorize(ctx, 'mining:view', projectId);
  // Who is to write or review a pair is not to know what it was taken for.
  if (query.guess !== undefined) authorize(ctx, 'mining:run', projectId);
  const backwards = query.before !== undefined;
  const cursor = decodeCursor(query.before ?? query.after, 'number');
  const key = SORT_KEYS[query.sort];
  const told = await toldStatus(ctx, projectId);
  const status = query.status ? Prisma.sql`AND ${told.is(query.status)}` : Prisma.empty;
  const guess = query.guess ? Prisma.sql`AND p."patternGuess" = ${query.guess}` : Prisma.empty;
  const run = query.run
    ? Prisma.sql`JOIN "MinedPair" m ON m."pairId" = p."id" AND m."runId" = ${query.run}::uuid`
    : Prisma.sql`LEFT JOIN "MinedPair" m ON FALSE`;
  const after = cursor
    ? afterCursor(key, cursor[0] as number, Number(cursor[1]), backwards)
    : Prisma.empty;
  const order = backwards ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const [rows, counted] = await Promise.all([
    ctx.db.$queryRaw<PairRow[]>`
      SELECT p."id", p."number", p."status"::text AS "status", ${key} AS "key",
             COALESCE(m."semantic", p."semantic") AS "semantic",
             COALESCE(m."visual", p."visual") AS "visual",
             a."id" AS "aId", a."width" AS "aWidth", a."height" AS "aHeight",
             b."id" AS "bId", b."width" AS "bWidth", b."height" AS "bHeight"
      FROM "Pair" p ${run}
      JOIN "Image" a ON a."id" = p."imageAId" JOIN "Image" b ON b."id" = p."imageBId"
      WHERE p."projectId" = ${projectId}::uuid ${status} ${guess} ${after}
      ORDER BY "key" ${order}, p."number" ${order} LIMIT ${PAGE + 1}`,
    ctx.db.$queryRaw<{ total: number }[]>`
      SELECT count(*)::int AS "total" FROM "Pair" p ${run}
      WHERE p."projectId" = ${projectId}::uuid ${status} ${guess}`,
  ]);
  const page = toPage(
    rows,
    { size: PAGE, total: counted[0]?.total ?? 0, backwards, started: cursor !== null },
    (row) => [row.key, String(row.number)],
  );
  return { ...page, rows: page.rows.map((row) => ({ ...toCard(row), status: told.of(row) })) };
}

function afterCursor(
  key: Prisma.Sql,
  value: number,
  number: number,
  backwards: boolean,
): Prisma.Sql {
  if (!Number.isInteger(number)) return Prisma.empty;
  return backwards
    ? Prisma.sql`AND (${key}, p."number") < (${value}::float8, ${number}::int)`
    : Prisma.sql`AND (${key}, p."number") > (${value}::float8, ${number}::int)`;
}

const toCard = (row: PairRow): PairCard => ({
  id: row.id,
  number: row.number,
  status: row.status,
  semantic: row.semantic,
  visual: row.visual,
  a: { id: row.aId, width: row.aWidth, height: row.aHeight },
  b: { id: row.bId, width: row.bWidth, height: row.bHeight },
});

/** A dense figure still reads at this many points; the ranks beyond are in the list. */
const POINTS = 2000;

export interface PairPoint {
  number: number;
  semantic: number;
  visual: number;
}

/** The pairs of a run as points, best first. */
export async function pairPoints(ctx: Ctx, projectId: string, runId: string): Promise<PairPoint[]> {
  authorize(ctx, 'mining:view', projectId);
  const rows = await ctx.db.minedPair.findMany({
    where: { runId, run: { projectId } },
    orderBy: { rank: 'asc' },
    take: POINTS,
    select: { semantic: true, visual: true, pair: { select: { number: true } } },
  });
  return rows.map(({ semantic, visual, pair }) => ({ number: pair.number, semantic, visual }));
}
