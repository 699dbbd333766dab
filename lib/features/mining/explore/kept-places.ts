/** Where the pairs that a project keeps lie among all that passed a run. */
import type { Ctx } from '@/lib/infra/context';
import { Prisma } from '@/lib/infra/db/generated/client';
import type { RunResult } from '@/lib/infra/run-result';
import type { PairFilter } from './schemas';
import { placeOfId } from '../place-of-id';

/** Rows fetched at a time. */
const PAGE = 20_000;

interface Places {
  /** By a pair's number: its position among those that passed, or -1. */
  byNumber: number[];
}

/** A pair keeps its images and its number for ever, so that only new ones need be looked for. */
const known = new WeakMap<RunResult, Places>();

/** What a kept pair must be like; `not-kept` is what is left when every kept one is taken away. */
const CONDITIONS: Record<Exclude<PairFilter, 'all'>, Prisma.Sql> = {
  kept: Prisma.sql`TRUE`,
  'not-kept': Prisma.sql`TRUE`,
  unwritten: Prisma.sql`"currentQuestionId" IS NULL AND "status" <> 'REJECTED'`,
  question: Prisma.sql`"currentQuestionId" IS NOT NULL`,
  rejected: Prisma.sql`"status" = 'REJECTED'`,
  released: Prisma.sql`"status" = 'RELEASED'`,
};

/** Says of each pair that passed whether the filter shows it: 1 or 0 by position. */
export async function shownBy(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  result: RunResult,
  filter: Exclude<PairFilter, 'all'>,
): Promise<Uint8Array> {
  const { byNumber } = await placesOf(ctx, projectId, result);
  // One row: a row for each pair would take ten times as long.
  const [row] = await ctx.db.$queryRaw<{ numbers: number[] }[]>`
    SELECT coalesce(array_agg("number"), '{}') AS "numbers" FROM "Pair"
    WHERE "projectId" = ${projectId}::uuid AND ${CONDITIONS[filter]}`;
  const without = filter === 'not-kept';
  const shown = new Uint8Array(result.passing.i.length).fill(without ? 1 : 0);
  for (const number of row?.numbers ?? []) {
    const place = byNumber[number] ?? -1;
    if (place >= 0) shown[place] = without ? 0 : 1;
  }
  return shown;
}

async function placesOf(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  result: RunResult,
): Promise<Places> {
  const places = known.get(result) ?? { byNumber: [-1] };
  known.set(result, places);
  const { byNumber } = places;
  for (;;) {
    const rows = await ctx.db.$queryRaw<{ number: number; a: string; b: string }[]>`
      SELECT "number", "imageAId"::text AS "a", "imageBId"::text AS "b" FROM "Pair"
      WHERE "projectId" = ${projectId}::uuid AND "number" >= ${byNumber.length}
      ORDER BY "number" LIMIT ${PAGE}`;
    // Two requests may fill at once; both find the same.
    for (const { number, a, b } of rows) {
      while (byNumber.length < number) byNumber.push(-1);
      byNumber[number] = placeOf(result, a, b);
    }
    if (rows.length < PAGE) return places;
  }
}

/** Position of a pair among those that passed, which are ordered by i, then j; -1 where it is none. */
function placeOf({ imageIds, passing }: RunResult, a: string, b: string): number {
  const [i, j] = [placeOfId(imageIds, a), placeOfId(imageIds, b)];
  if (i < 0 || j < 0) return -1;
  let low = 0;
  let high = passing.i.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = passing.i[middle]! - i || passing.j[middle]! - j;
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
