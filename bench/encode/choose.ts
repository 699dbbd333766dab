/** The size that took the least time per image, after one run that does not count. */
export async function fastest(
  sizes: readonly number[],
  run: (size: number) => Promise<unknown>,
): Promise<number> {
  let best = { size: 1, ms: Infinity };
  for (const size of sizes) {
    await run(size);
    const start = performance.now();
    await run(size);
    const ms = (performance.now() - start) / size;
    if (ms < best.ms) best = { size, ms };
  }
  return best.size;
}
