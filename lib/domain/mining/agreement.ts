/**
 * Pairs on which several encoders must agree: what passes, and the plain TypeScript reference that
 * faster ways must equal. With one encoder of each role it is the join of join.ts.
 */
import { AppError } from '../errors';
import { assertJoinable, collect, type BlindPair, type JoinThresholds } from './join';
import { assertUnitRows, cosine, type UnitRows } from './rows';

/** At least so many of a run's encoders of each role must find a pair as it should be. */
export interface Agreement {
  semantic: number;
  visual: number;
}

/** A number, or what people say instead of one. */
export type AgreementRule = 'all' | 'any' | number;

/** More than these of one role nobody needs, and all of their rows must fit into memory at once. */
export const MAX_ENCODERS = 8;

/** Without an agreement that can be met: 1 to the number of encoders. */
export function agreementOf(rule: AgreementRule, encoders: number): number {
  const least = rule === 'all' ? encoders : rule === 'any' ? 1 : rule;
  if (Number.isInteger(least) && least >= 1 && least <= encoders) return least;
  throw new AppError(
    'invalid',
    `${least} encoders cannot agree where there ${encoders === 1 ? 'is 1' : `are ${encoders}`}. Ask for "all", "any" or a number from 1 to ${encoders}.`,
    { key: 'agreementOutOfReach', params: { asked: String(least), encoders } },
  );
}

export interface AgreeingInput {
  /** One matrix per encoder; row k of each is image k. */
  semantic: readonly UnitRows[];
  visual: readonly UnitRows[];
  agreement: Agreement;
  thresholds: JoinThresholds;
  /** More pairs than this are refused instead of filling the memory. */
  maxPairs?: number;
}

/** Checks that the agreement can be met, and all rows as `assertJoinable` does. */
export function assertAgreeing({ semantic, visual, agreement, thresholds }: AgreeingInput): void {
  agreementOf(agreement.semantic, semantic.length);
  agreementOf(agreement.visual, visual.length);
  assertJoinable({ semantic: semantic[0]!, visual: visual[0]!, thresholds });
  const { count } = semantic[0]!;
  for (const [role, matrices] of [['semantic', semantic] as const, ['visual', visual] as const]) {
    for (const rows of matrices.slice(1)) {
      if (rows.count !== count) {
        throw new AppError(
          'unprocessable',
          `There are ${count} embeddings of the first encoder and ${rows.count} of another. Nothing was mined. Encode the images with all encoders first.`,
          { key: 'embeddingsUneven' },
        );
      }
      assertUnitRows(rows, role);
    }
  }
}

/** The semantic cosine that decides: above a threshold iff at least `least` of them are. */
export const decidingSemantic = (cosines: ArrayLike<number>, least: number): number =>
  cosines.length === 1 ? cosines[0]! : Float64Array.from(cosines).sort()[cosines.length - least]!;

/** The visual cosine that decides: below a threshold iff at least `least` of them are. */
export const decidingVisual = (cosines: ArrayLike<number>, least: number): number =>
  cosines.length === 1 ? cosines[0]! : Float64Array.from(cosines).sort()[least - 1]!;

/** The cosine of rows i and j in each matrix. */
export const cosinesOf = (matrices: readonly UnitRows[], i: number, j: number): number[] =>
  matrices.map((rows) => cosine(rows, i, rows, j));

/**
 * The pair of these semantic cosines if it passes. Its own `semantic` and `visual` are the deciding
 * cosines: both pass the thresholds exactly when enough encoders agree. `each` has those of all
 * encoders, semantic before visual.
 */
export function agreeing(
  { visual, agreement, thresholds }: AgreeingInput,
  i: number,
  j: number,
  semanticCosines: readonly number[],
): BlindPair | undefined {
  const semantic = decidingSemantic(semanticCosines, agreement.semantic);
  if (!(semantic > thresholds.semanticAbove)) return undefined;
  const visualCosines = cosinesOf(visual, i, j);
  const deciding = decidingVisual(visualCosines, agreement.visual);
  if (!(deciding < thresholds.visualBelow)) return undefined;
  return { i, j, semantic, visual: deciding, each: [...semanticCosines, ...visualCosines] };
}

/** Every pair i < j that passes, ordered by i then j. Quadratic, as `joinPairs` is. */
export function joinAgreeing(input: AgreeingInput): BlindPair[] {
  assertAgreeing(input);
  const pairs: BlindPair[] = [];
  const { count } = input.semantic[0]!;
  for (let i = 0; i < count; i += 1) {
    for (let j = i + 1; j < count; j += 1) {
      const pair = agreeing(input, i, j, cosinesOf(input.semantic, i, j));
      if (pair) collect(pairs, pair, input.maxPairs);
    }
  }
  return pairs;
}

/**
 * Encoders, the first ones named, whose own pairs above the threshold hold every pair that passes: one
 * that passes is above it for `least` of m encoders, and so for one of any m - least + 1.
 */
export const encodersToJoin = (encoders: number, least: number): number => encoders - least + 1;

/** Pairs with every encoder's cosines take more memory than those with two; the whole stays as it is. */
export const maxPairsOf = (encoders: number, mostOfTwo: number): number =>
  encoders <= 2 ? mostOfTwo : Math.floor((2 * mostOfTwo) / encoders);
