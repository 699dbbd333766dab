/** Shapes shared by the dialog, the action and the command line. */
import { z } from 'zod';
import { PAIR_STATUSES } from '@/lib/domain/item-lifecycle';
import { MAX_ENCODERS } from '@/lib/domain/mining/agreement';
import { RANK_SCORES } from '@/lib/domain/mining/rank';
import { PATTERN_IDS } from '@/lib/domain/patterns';

const cosine = z.coerce.number().min(-1).max(1);
const project = z.string().min(1);

/** Thresholds of Tong et al. 2024, section 2; pairs per image keeps one odd picture from filling the list. */
export const DEFAULT_MINING = {
  minSemantic: 0.95,
  maxVisual: 0.6,
  perImage: 3,
  rankBy: 'gap',
} as const;

const encoder = z.string().min(1);
/** Beside the first one of a role. */
const furtherEncoders = z
  .array(encoder)
  .max(MAX_ENCODERS - 1)
  .optional();
const rule = z.union([z.enum(['all', 'any']), z.coerce.number().int().min(1).max(MAX_ENCODERS)]);

export const miningFields = z.strictObject({
  semanticEncoder: encoder,
  furtherSemantic: furtherEncoders,
  visualEncoder: encoder,
  furtherVisual: furtherEncoders,
  /** How many encoders of a role must agree; all where absent. */
  agreeSemantic: rule.optional(),
  agreeVisual: rule.optional(),
  minSemantic: cosine.default(DEFAULT_MINING.minSemantic),
  maxVisual: cosine.default(DEFAULT_MINING.maxVisual),
  perImage: z.coerce.number().int().min(1).max(1000).default(DEFAULT_MINING.perImage),
  rankBy: z.enum(RANK_SCORES).default(DEFAULT_MINING.rankBy),
  perCluster: z.coerce.number().int().min(1).max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(1_000_000).optional(),
});
export type MiningFields = z.output<typeof miningFields>;

export const startMiningInput = miningFields.extend({ project });

/** In an address that opens the dialog: thresholds, and the run whose other parameters it begins with. */
export const miningLink = z.object({
  mine: z.literal('1').optional().catch(undefined),
  like: z.uuid().optional().catch(undefined),
  s: cosine.optional().catch(undefined),
  v: cosine.optional().catch(undefined),
});

export const minePayload = z.strictObject({ runId: z.uuid() });
export type MinePayload = z.output<typeof minePayload>;

export const PAIR_SORTS = ['rank', 'gap', 'number'] as const;
export type PairSort = (typeof PAIR_SORTS)[number];

/** State of the gallery, as it stands in the address. Wrong values fall back to the default. */
export const pairListQuery = z.object({
  status: z.enum(PAIR_STATUSES).optional().catch(undefined),
  sort: z.enum(PAIR_SORTS).catch('rank'),
  /** What the text encoder takes a pair for; for those alone who may start mining. */
  guess: z.enum(PATTERN_IDS).optional().catch(undefined),
  run: z.uuid().optional().catch(undefined),
  after: z.string().max(200).optional().catch(undefined),
  before: z.string().max(200).optional().catch(undefined),
});
export type PairListQuery = z.output<typeof pairListQuery>;
