/** Seeded randomness of the scenes: the same seed gives the same scene on every machine. */
export type SceneRng = () => number;

/**
 * Mulberry32 (Tommy Ettinger's public-domain generator): 32 bits of state, uniform in [0, 1).
 * The shipped weights were trained on scenes drawn with it, so it must not change.
 */
export function sceneRng(seed: number): SceneRng {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One element, uniformly; `items` must not be empty. */
export function pick<T>(rng: SceneRng, items: readonly T[]): T {
  const item = items[Math.floor(rng() * items.length)];
  if (item === undefined) throw new RangeError('pick needs at least one item.');
  return item;
}

/** Uniform number in [low, high). */
export const between = (rng: SceneRng, low: number, high: number): number =>
  low + (high - low) * rng();

/** A shuffled copy (Fisher and Yates). */
export function shuffled<T>(rng: SceneRng, items: readonly T[]): T[] {
  const out = [...items];
  for (let last = out.length - 1; last > 0; last -= 1) {
    const other = Math.floor(rng() * (last + 1));
    [out[last], out[other]] = [out[other] as T, out[last] as T];
  }
  return out;
}
