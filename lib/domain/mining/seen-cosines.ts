/** What a run saw on the way, for whoever has to choose other thresholds. */
import type { Thresholds } from './explore';
import type { PopulationSample } from './population';

export interface Seen {
  least: number;
  greatest: number;
  /** Looked-at pairs on the wanted side of this threshold alone. */
  passing: number;
}

export interface SeenCosines {
  /** Pairs that were looked at; all there are where `whole`. */
  pairs: number;
  whole: boolean;
  semantic: Seen;
  visual: Seen;
}

/** Null where there was no pair. */
export function seenCosines(sample: PopulationSample, at: Thresholds): SeenCosines | null {
  const { semantic, visual, whole } = sample;
  if (semantic.length === 0) return null;
  return {
    pairs: semantic.length,
    whole,
    semantic: seen(semantic, (cosine) => cosine > at.minSemantic),
    visual: seen(visual, (cosine) => cosine < at.maxVisual),
  };
}

function seen(cosines: Float32Array, passes: (cosine: number) => boolean): Seen {
  let [least, greatest, passing] = [Infinity, -Infinity, 0];
  for (const cosine of cosines) {
    least = Math.min(least, cosine);
    greatest = Math.max(greatest, cosine);
    if (passes(cosine)) passing += 1;
  }
  return { least, greatest, passing };
}
