/** Two runs of one project, side by side. */
import type { Ctx } from '@/lib/infra/context';
import { storedRun, type StoredRun } from './stored-run';

export interface DifferingPair {
  imageAId: string;
  imageBId: string;
  semantic: number;
  visual: number;
}

export interface RunComparison {
  /** Pairs that passed in both, only in the first, only in the second. */
  both: number;
  onlyFirst: number;
  onlySecond: number;
  /** both / (both + onlyFirst + onlySecond); null where neither found anything. */
  jaccard: number | null;
  /** Largest gaps first, with the cosines of the run that has them. */
  first: DifferingPair[];
  second: DifferingPair[];
}

const SHOWN = 12;

/** Compares all pairs that passed, not only those kept. Throws what `storedRun` throws. */
export async function compareRuns(
  ctx: Ctx,
  input: { projectId: string; first: string; second: string },
): Promise<RunComparison> {
  const first = await storedRun(ctx, input.projectId, input.first);
  const second = await storedRun(ctx, input.projectId, input.second);
  const inSecond = keysOf(second, positionsIn(first, second));
  const inFirst = keysOf(first, null);
  const onlyFirst = missingFrom(inSecond, inFirst);
  const onlySecond = missingFrom(inFirst, inSecond);
  const both = inFirst.keys.length - onlyFirst.length;
  const union = both + onlyFirst.length + onlySecond.length;
  return {
    both,
    onlyFirst: onlyFirst.length,
    onlySecond: onlySecond.length,
    jaccard: union === 0 ? null : both / union,
    first: best(first, onlyFirst),
    second: best(second, onlySecond),
  };
}

interface Keys {
  /** A number per pair, the same in both runs for the same two images. */
  keys: Float64Array;
  set: Set<number>;
}

/** Names the images of the second run by their position in the first; those it lacks come after. */
function positionsIn(first: StoredRun, second: StoredRun): Uint32Array {
  const known = new Map(first.result.imageIds.map((id, at) => [id, at]));
  let next = known.size;
  return Uint32Array.from(second.result.imageIds, (id) => known.get(id) ?? next++);
}

/** Images are fewer than 2^26, so that a pair of positions fits into the 53 bits of a number. */
const SHIFT = 2 ** 26;

function keysOf({ result: { passing } }: StoredRun, positions: Uint32Array | null): Keys {
  const name = (at: number) => positions?.[at] ?? at;
  const keys = Float64Array.from(passing.i, (i, k) => {
    const [a, b] = [name(i), name(passing.j[k]!)];
    return Math.min(a, b) * SHIFT + Math.max(a, b);
  });
  return { keys, set: new Set(keys) };
}

/** Positions in `of` of the pairs that `other` lacks. */
function missingFrom(other: Keys, of: Keys): number[] {
  const missing: number[] = [];
  of.keys.forEach((key, k) => {
    if (!other.set.has(key)) missing.push(k);
  });
  return missing;
}

function best({ result: { passing, imageIds } }: StoredRun, at: number[]): DifferingPair[] {
  const gap = (k: number) => passing.semantic[k]! - passing.visual[k]!;
  return at
    .sort((p, q) => gap(q) - gap(p) || p - q)
    .slice(0, SHOWN)
    .map((k) => ({
      imageAId: imageIds[passing.i[k]!]!,
      imageBId: imageIds[passing.j[k]!]!,
      semantic: passing.semantic[k]!,
      visual: passing.visual[k]!,
    }));
}
