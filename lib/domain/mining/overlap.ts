/** How much of what was found is the same. */

/**
 * Members of both sets over members of either; null where both are empty. Each ascends, with no number
 * twice.
 */
export function jaccard(a: Float64Array, b: Float64Array): number | null {
  let both = 0;
  for (let p = 0, q = 0; p < a.length && q < b.length;) {
    const order = a[p]! - b[q]!;
    if (order === 0) both += 1;
    if (order <= 0) p += 1;
    if (order >= 0) q += 1;
  }
  const either = a.length + b.length - both;
  return either === 0 ? null : both / either;
}
