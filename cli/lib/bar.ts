import { SingleBar } from 'cli-progress';

/** One step with its progress: a bar on a terminal, a line per tenth elsewhere. Written to standard error. */
export interface Bar {
  update(done: number, total: number, note?: string): void;
  /** Ends the step with a word or two about its result. */
  end(note?: string): void;
  fail(): void;
}

const WIDTH = 18;

export function startBar(label: string, quiet = false): Bar {
  if (quiet) return { update: () => undefined, end: () => undefined, fail: () => undefined };
  return process.stderr.isTTY ? terminalBar(label) : plainBar(label);
}

function terminalBar(label: string): Bar {
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${label.padEnd(WIDTH)} {bar} {percentage} %  {note}`,
    barCompleteChar: '━',
    barIncompleteChar: '─',
    barsize: 32,
    hideCursor: true,
    fps: 12,
    etaBuffer: 100,
  });
  bar.start(1, 0, { note: '' });
  const started = performance.now();
  let total = 1;
  return {
    update(done, of, note) {
      total = Math.max(1, of);
      bar.setTotal(total);
      bar.update(Math.min(done, total), {
        note: note ?? `${done} of ${of}${left(started, done, of)}`,
      });
    },
    end(note = '') {
      bar.update(total, { note });
      bar.stop();
    },
    fail() {
      bar.stop();
    },
  };
}

function left(started: number, done: number, total: number): string {
  const seconds = (performance.now() - started) / 1000;
  if (done === 0 || seconds < 2 || done >= total) return '';
  const remaining = Math.ceil((seconds / done) * (total - done));
  return remaining > 90
    ? `, about ${Math.ceil(remaining / 60)} min left`
    : `, about ${remaining} s left`;
}

function plainBar(label: string): Bar {
  let tenth = -1;
  return {
    update(done, total, note) {
      const now = Math.floor((10 * done) / Math.max(1, total));
      if (now === tenth) return;
      tenth = now;
      process.stderr.write(
        `${label.padEnd(WIDTH)} ${String(now * 10).padStart(3)} %  ${note ?? `${done} of ${total}`}\n`,
      );
    },
    end(note = '') {
      process.stderr.write(`${label.padEnd(WIDTH)} done  ${note}\n`);
    },
    fail() {
      process.stderr.write(`${label.padEnd(WIDTH)} stopped\n`);
    },
  };
}
