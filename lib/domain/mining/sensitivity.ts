/** How much the number of pairs depends on the thresholds: what runs with others near by would find. */
import { yieldAt, type PassingCosines, type Thresholds, type Yield } from './explore';
import type { PopulationSample } from './population';

/** Away from the run's own; encoders that differ a little move cosines by about so much. */
const SEMANTIC_STEPS = [-0.02, -0.01, 0, 0.01, 0.02];
const VISUAL_STEPS = [-0.1, -0.05, 0, 0.05, 0.1];

export interface Sensitivity {
  /** Ascending, the run's own among them. */
  minSemantic: number[];
  maxVisual: number[];
  /** yields[v][s] of maxVisual[v] and minSemantic[s]: exact where neither is wider than the run's. */
  yields: Yield[][];
}

export function sensitivity(
  passing: PassingCosines,
  sample: PopulationSample,
  mined: Thresholds,
): Sensitivity {
  const minSemantic = around(mined.minSemantic, SEMANTIC_STEPS);
  const maxVisual = around(mined.maxVisual, VISUAL_STEPS);
  return {
    minSemantic,
    maxVisual,
    yields: maxVisual.map((visual) =>
      minSemantic.map((semantic) =>
        yieldAt(passing, sample, mined, { minSemantic: semantic, maxVisual: visual }),
      ),
    ),
  };
}

/** The run's own value stays as it is; the others are the decimal numbers that people would type. */
const around = (own: number, steps: readonly number[]): number[] =>
  steps
    .map((step) => (step === 0 ? own : Number((own + step).toFixed(6))))
    .filter((value) => value >= -1 && value <= 1);
