/**
 * One comparison at a time in a process. Each plans with all of the memory that mining may use and computes
 * on all cores: two at once would take twice the memory and be no sooner done.
 */
const waiting: (() => void)[] = [];
let taken = false;

/**
 * Waits for all that asked before. Returns what ends the turn, to be called when the matrices are no longer
 * held. Rejects with the signal's reason when aborted while it waits.
 */
export async function takeTurn(signal?: AbortSignal): Promise<() => void> {
  signal?.throwIfAborted();
  if (taken) {
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.push(begin);
    });
  }
  taken = true;
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    const next = waiting.shift();
    if (next) next();
    else taken = false;
  };
}

/** Whether another comparison of this process waits for its turn. */
export const othersWait = (): boolean => waiting.length > 0;
