/** Place of an id among ascending ones; -1 where it is not among them. */
export function placeOfId(ascending: readonly string[], id: string): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = ascending[middle]!;
    if (at === id) return middle;
    if (at < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
