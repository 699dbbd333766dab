/** A contestant's process: loads once, then encodes a round whenever it is told to. */
import { openBlindpair } from './blindpair';
import { openCeiling } from './ceiling';
import { fastest } from './choose';
import type { Contestant, Job, Order, Reply } from './protocol';

const TRANSFORMERS = './transformers.mjs';

async function open(job: Job): Promise<Contestant> {
  if (job.contestant === 'blindpair') return openBlindpair(job);
  if (job.contestant === 'ceiling') return openCeiling(job);
  const { openTransformers } = (await import(TRANSFORMERS)) as {
    openTransformers: (given: Job, choose: typeof fastest) => Promise<Contestant>;
  };
  return openTransformers(job, fastest);
}

let contestant: Contestant | undefined;

async function answer(order: Order): Promise<Reply> {
  if (order.kind === 'load') {
    contestant = await open(order.job);
    return { kind: 'ready', chosen: contestant.chosen };
  }
  if (!contestant) throw new Error('Nothing is loaded.');
  if (order.kind === 'rows') return { kind: 'rows', rows: await contestant.rows() };
  const before = process.cpuUsage();
  const start = performance.now();
  await contestant.round(order.lane);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  // maxRSS is in kilobytes.
  const peakMB = (process.resourceUsage().maxRSS * 1024) / 1e6;
  return { kind: 'timed', ms, cpuMs: (user + system) / 1000, peakMB };
}

process.on('message', (order: Order) => {
  answer(order)
    .catch((error: unknown): Reply => {
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    })
    .then((reply) => process.send?.(reply));
});
// A bench that was stopped leaves nobody behind.
process.on('disconnect', () => process.exit());
