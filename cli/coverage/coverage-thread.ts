/** Simulates the studies that it is asked for. */
import { parentPort } from 'node:worker_threads';
import { coverageOf } from '@/lib/domain/statistics/simulate-coverage';
import type { CoverageTask } from './designs';

parentPort?.on('message', ({ model, size, from, to, seed, items }: CoverageTask) => {
  parentPort?.postMessage(coverageOf(model, size, { from, to, seed, items }));
});
