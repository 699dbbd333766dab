/**
 * Holm's step-down adjustment for several tests (Scandinavian Journal of Statistics 6, 1979): rejecting
 * where the adjusted value is at most alpha keeps the chance of any false rejection at alpha, however
 * the tests depend on each other. In the order given, each in [0, 1].
 */
export function holm(pValues: readonly number[]): number[] {
  if (!pValues.every((p) => p >= 0 && p <= 1)) {
    throw new RangeError('A p value lies between 0 and 1.');
  }
  const order = pValues.map((_p, index) => index).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    adjusted[index] = largest;
  }
  return adjusted;
}
