import { z } from 'zod';
import { notFound } from '@/lib/domain/errors';

const cosine = z.coerce.number().min(-1).max(1);

export const EXPLORE_SORTS = ['gap', 'semantic', 'visual'] as const;
export type ExploreSort = (typeof EXPLORE_SORTS)[number];

/**
 * Which of the pairs that passed are listed: of those that the project keeps (from this run or another)
 * also by how far they have come.
 */
export const PAIR_FILTERS = [
  'all',
  'kept',
  'not-kept',
  'unwritten',
  'question',
  'rejected',
  'released',
] as const;
export type PairFilter = (typeof PAIR_FILTERS)[number];

export const yieldQuery = z.object({ s: cosine, v: cosine });

/** Rows of the gallery that are asked for at once, at most. */
export const MOST_ROWS = 60;

export const passingQuery = yieldQuery.extend({
  sort: z.enum(EXPLORE_SORTS).default('gap'),
  show: z.enum(PAIR_FILTERS).default('all'),
  /** A name that whoever scrolls gives his list; its windows are all cut from the same one. */
  list: z
    .string()
    .regex(/^[a-z0-9]{1,16}$/)
    .default('0'),
  from: z.coerce.number().int().min(0),
  count: z.coerce.number().int().min(1).max(MOST_ROWS),
});
export type PassingQuery = z.output<typeof passingQuery>;

/** State of the page, as it stands in the address. Wrong values fall back. */
export const exploreState = z.object({
  run: z.uuid().optional().catch(undefined),
  s: cosine.optional().catch(undefined),
  v: cosine.optional().catch(undefined),
  sort: z.enum(EXPLORE_SORTS).catch('gap'),
  show: z.enum(PAIR_FILTERS).catch('all'),
  /** Of a list that is shown in parts: a pair of the part, counted from 1. */
  pair: z.coerce.number().int().min(1).catch(1),
});

/** The id in an address. Throws `not-found` where it is none. */
export function runParam(value: string | undefined): string {
  const id = z.uuid().safeParse(value);
  if (!id.success) throw notFound('The mining run');
  return id.data;
}
