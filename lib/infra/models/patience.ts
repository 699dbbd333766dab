/** How long to wait for a server, and when to call a connection broken. */

/** Nobody answers; the server answers that it cannot; or it breaks off. */
export type Trouble = 'unreachable' | 'fault' | 'broken';

/** The connection ended early; what has arrived is kept. */
export class Interrupted extends Error {
  constructor(
    message: string,
    readonly trouble: Trouble = 'broken',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Aborts when nothing was heard for a while; every piece that arrives starts the clock anew. */
export function silenceSignal(ms: number, outer: AbortSignal | undefined) {
  const control = new AbortController();
  const expire = () => control.abort(new Interrupted('The server fell silent.'));
  const stop = () => control.abort(outer?.reason);
  let timer = setTimeout(expire, ms);
  outer?.addEventListener('abort', stop, { once: true });
  return {
    signal: control.signal,
    touch: () => {
      clearTimeout(timer);
      timer = setTimeout(expire, ms);
    },
    end: () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', stop);
    },
  };
}

export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
