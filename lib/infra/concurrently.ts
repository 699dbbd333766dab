/**
 * Calls `work` for each item, at most `width` at a time, and takes the next item only when there is
 * room for it. The first failure stops taking more; it is thrown after the running ones have ended.
 */
export async function forEachConcurrently<T>(
  items: AsyncIterable<T>,
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.asyncIterator]();
  const failures: unknown[] = [];
  // Async generators queue concurrent next() calls, so the lanes may share one iterator.
  const lane = async (): Promise<void> => {
    try {
      while (failures.length === 0) {
        const { value, done } = await iterator.next();
        if (done) return;
        await work(value);
      }
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  await iterator.return?.();
  if (failures.length > 0) throw failures[0];
}
