/** Ctrl-C and SIGTERM as one AbortSignal. A second Ctrl-C ends at once. */
export class Cancelled extends Error {
  constructor(message = 'Stopped. Finished work is kept; run the same command again to go on.') {
    super(message);
  }
}

let shared: AbortController | undefined;
let cause: string | undefined;

/** What asked this process to stop, for whoever wonders later why it did. */
export const stoppedBy = (): string => cause ?? 'nothing';

export function stopSignal(): AbortSignal {
  if (!shared) {
    const control = new AbortController();
    shared = control;
    let asked = 0;
    const stop = (by: string): void => {
      cause ??= by;
      asked += 1;
      // npm and the terminal both deliver the first Ctrl-C; only a later one is impatience.
      if (asked > 3) process.exit(130);
      // Listening for the parent's end keeps a child alive; from here on it may end by itself.
      process.channel?.unref();
      control.abort(new Cancelled());
    };
    process.on('SIGINT', () => stop('Ctrl-C, SIGINT'));
    process.on('SIGTERM', () => stop('SIGTERM from another process'));
    // A child started by `up` must not outlive it, not even when `up` is killed with -9.
    process.on('disconnect', () => stop('the end of the process that started this one'));
  }
  return shared.signal;
}

/** Resolves when the process is asked to stop. */
export async function untilStopped(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    // An open handle: a pending promise alone does not keep Node running.
    const alive = setInterval(() => undefined, 1 << 30);
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(alive);
        resolve();
      },
      { once: true },
    );
  });
}
