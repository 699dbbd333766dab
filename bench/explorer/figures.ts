export const round = (value: number): number => Number(value.toPrecision(3));

/** The value that the share `q` of all values does not exceed: nearest rank. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
}

export const spread = (values: readonly number[]) => ({
  p50: round(quantile(values, 0.5)),
  p95: round(quantile(values, 0.95)),
  longest: round(Math.max(0, ...values)),
});
