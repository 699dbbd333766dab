/** The processes of `up`: web server and worker. Neither outlives it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Cancelled, stopSignal } from './signals';

const ENTRY = fileURLToPath(new URL('../blindpair.mjs', import.meta.url));
/** A web server finishes its requests, a worker gives its jobs back; whoever takes longer is killed. */
const STOP_MS = 15_000;
/** A child that dies is started again, each time a little later, so that a broken one does not spin. */
const RESTART_MS = [500, 2_000, 5_000, 15_000];

export interface Child {
  ready: Promise<void>;
  stop(): Promise<void>;
}

interface StartOptions {
  args: string[];
  env: Record<string, string>;
  onExit?: (code: number | null) => void;
}

function orStopped(ready: Promise<void>, signal: AbortSignal): Promise<void> {
  const stopped = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new Cancelled());
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([ready, stopped]);
}

/** Starts `blindpair <args>` and keeps it running until it is stopped. */
export function keepRunning({ args, env, onExit }: StartOptions): Child {
  let child: ChildProcess;
  let stopping = false;
  let failures = 0;
  let restart: NodeJS.Timeout | undefined;
  let markReady: () => void;
  let markFailed: (error: Error) => void;
  const ready = new Promise<void>((resolve, reject) => {
    markReady = resolve;
    markFailed = reject;
  });

  const start = (): void => {
    child = spawn(process.execPath, [ENTRY, ...args], {
      env: { ...process.env, ...env },
      // The channel is how a child notices that its parent was killed.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.on('message', (message) => {
      if (message !== 'ready') return;
      failures = 0;
      markReady();
    });
    child.on('exit', (code) => {
      onExit?.(code);
      if (stopping) return;
      if (failures >= RESTART_MS.length) {
        markFailed(
          new Error(
            `\`blindpair ${args[0]}\` keeps ending (status ${code}). See its messages above.`,
          ),
        );
        return;
      }
      restart = setTimeout(start, RESTART_MS[failures]);
      failures += 1;
    });
  };
  start();

  return {
    // Ctrl-C while it starts must not wait for it.
    ready: orStopped(ready, stopSignal()),
    async stop() {
      stopping = true;
      clearTimeout(restart);
      ready.catch(() => undefined);
      if (child.exitCode !== null || child.signalCode !== null) return;
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
        child.once('exit', () => {
          clearTimeout(late);
          resolve();
        });
        child.kill('SIGTERM');
      });
    },
  };
}
