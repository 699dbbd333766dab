/** Two steps per part, the first ones done ahead while a second one runs. */
export interface Pipeline<A> {
  /** Parts in all. */
  parts: number;
  /** Second steps at once. */
  lanes: number;
  /** First steps that are begun or done and wait for their second one: what bounds the memory. */
  ahead: number;
  first: (part: number) => Promise<A>;
  second: (part: number, prepared: A) => Promise<void>;
  signal?: AbortSignal | undefined;
}

/**
 * Rejects with the first failure or the signal's reason, once nothing of it runs any more; no part is
 * begun after one failed.
 */
export async function runPipeline<A>(pipeline: Pipeline<A>): Promise<void> {
  const { parts, lanes, ahead, first, second, signal } = pipeline;
  const begun = new Map<number, Promise<A>>();
  let next = 0;
  let taken = 0;
  let failed = false;
  const fill = () => {
    for (; next < parts && next < taken + ahead && !failed; next += 1) {
      const step = first(next);
      // Whoever takes the part hears of it.
      step.catch(() => undefined);
      begun.set(next, step);
    }
  };
  const lane = async () => {
    while (taken < parts && !failed) {
      try {
        signal?.throwIfAborted();
        fill();
        const part = taken;
        taken += 1;
        const step = begun.get(part)!;
        fill();
        const prepared = await step;
        begun.delete(part);
        signal?.throwIfAborted();
        await second(part, prepared);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const results = await Promise.allSettled(Array.from({ length: lanes }, lane));
  await Promise.allSettled(begun.values());
  const rejected = results.find((result) => result.status === 'rejected');
  if (rejected) throw rejected.reason;
}
