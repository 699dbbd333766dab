export type Domain = readonly [number, number];

/** Linear map from data to pixels. */
export const scale =
  ([d0, d1]: Domain, [r0, r1]: Domain) =>
  (value: number): number =>
    d1 === d0 ? (r0 + r1) / 2 : r0 + ((value - d0) / (d1 - d0)) * (r1 - r0);

/**
 * Round tick values inside a domain: steps of 1, 2 or 5 times a power of ten, at most `count`
 * intervals. Rounded to the step, so that 0.1 + 0.2 reads 0.3.
 */
export function ticks([from, to]: Domain, count: number): number[] {
  const span = to - from;
  if (!(span > 0) || count < 1) return [from];
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((n) => n * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toFixed(decimals)),
  );
}

/** Cosines as in the field's tables: ".963"; 1 keeps its digit, a negative one a true minus sign; a dash where none was measured. */
export const cosine = (value: number | null): string =>
  value === null
    ? '\u2013'
    : value
        .toFixed(3)
        .replace(/^(-?)0\./, '$1.')
        .replace('-', '\u2212');

/** A tick as it stands on an axis: with a true minus sign. */
export const axisNumber = (value: number): string => String(value).replace('-', '\u2212');
