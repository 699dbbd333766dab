import { SingleBar } from 'cli-progress';
import { inFull, Rate, short } from './rate';

/**
 * One step with its progress: a bar on a terminal, a line per tenth or half minute elsewhere. Written to
 * standard error.
 */
export interface Bar {
  update(done: number, total: number, note?: string): void;
  /** Ends the step with a word or two about its result. */
  end(note?: string): void;
  fail(): void;
}

/** What is counted, where the rate says something; `each`: of them in one step of the count. */
export interface Unit {
  name: string;
  each: number;
}

/** Of the names of steps, which stand below each other. */
export const WIDTH = 18;
/** Between lines, where no tenth is reached: a long step is seen to live. */
export const QUIET_S = 30;

export function startBar(label: string, quiet = false, unit?: Unit): Bar {
  if (quiet) return { update: () => undefined, end: () => undefined, fail: () => undefined };
  return process.stderr.isTTY ? terminalBar(label, unit) : plainBar(label, unit);
}

export const seconds = (): number => performance.now() / 1000;

/** Count, rate and time left, in words. */
function counter(unit: Unit | undefined): (done: number, total: number) => string {
  const rate = new Rate();
  const { name, each } = unit ?? { name: undefined, each: 1 };
  return (done, total) => {
    const counts = name
      ? `${short(done * each)} of ${short(total * each)} ${name}`
      : `${inFull(done)} of ${inFull(total)}`;
    return counts + rate.words(seconds(), done * each, total * each, name);
  };
}

function terminalBar(label: string, unit: Unit | undefined): Bar {
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
  const count = counter(unit);
  let total = 1;
  return {
    update(done, of, note) {
      total = Math.max(1, of);
      bar.setTotal(total);
      bar.update(Math.min(done, total), { note: note ?? count(done, of) });
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

function plainBar(label: string, unit: Unit | undefined): Bar {
  const count = counter(unit);
  let tenth = -1;
  let written = 0;
  return {
    update(done, total, note) {
      const reached = Math.floor((10 * done) / Math.max(1, total));
      const words = note ?? count(done, total);
      if (reached === tenth && seconds() - written < QUIET_S) return;
      tenth = reached;
      written = seconds();
      const percent = Math.floor((100 * done) / Math.max(1, total));
      process.stderr.write(`${label.padEnd(WIDTH)} ${String(percent).padStart(3)} %  ${words}\n`);
    },
    end(note = '') {
      process.stderr.write(`${label.padEnd(WIDTH)} done  ${note}\n`);
    },
    fail() {
      process.stderr.write(`${label.padEnd(WIDTH)} stopped\n`);
    },
  };
}
