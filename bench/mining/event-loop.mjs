/**
 * Loaded before a process of `blindpair up`: how long its event loop was kept. See bench/mining.md.
 * Writes every second to blindpair-event-loop/<command>-<pid>.json in the folder for temporary files.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** `idle` is a process that does nothing else: what the machine itself does to a loop. */
const NAMES = ['up', 'web', 'worker', 'idle'];
const LOOK_MS = 5;
const LONG_MS = 40;
/** Milliseconds since 1970. */
const stamp = () => Math.round(performance.timeOrigin + performance.now());

const name = process.argv.slice(1).find((word) => NAMES.includes(word));
if (isMainThread && name) {
  const folder = join(tmpdir(), 'blindpair-event-loop');
  mkdirSync(folder, { recursive: true });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  /** When, how long, and how much processor time the process took meanwhile: milliseconds. */
  const gaps = [];
  let last = performance.now();
  let used = process.cpuUsage();
  setInterval(() => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(used);
    if (now - last > LONG_MS) {
      gaps.push([stamp(), Math.round(now - last), Math.round((user + system) / 1e3)]);
    }
    last = now;
    used = process.cpuUsage();
  }, LOOK_MS).unref();
  /** When, 99th percentile and greatest of that second: milliseconds. */
  const seconds = [];
  setInterval(() => {
    seconds.push([stamp(), delay.percentile(99) / 1e6, delay.max / 1e6]);
    delay.reset();
    writeFileSync(join(folder, `${name}-${process.pid}.json`), JSON.stringify({ seconds, gaps }));
  }, 1_000).unref();
}
