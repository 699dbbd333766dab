/** Fine enough for the third digit, which is what is written. */
export const STEP = 0.001;

/**
 * A slider's lower end at or below `low`, from which `top` is a whole number of steps away. Sliders count
 * steps from their lower end, so that from any other they could not return to `top`.
 */
export function wholeSteps(top: number, low: number): number {
  const steps = Math.ceil(Number(((top - low) / STEP).toFixed(6)));
  return Number((top - steps * STEP).toFixed(12));
}
