// A thread's entry cannot be TypeScript itself on Node 20: its loader is not there yet, and tsx's
// `--import` hook is not passed to threads. So this registers tsx and then loads the real source.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.file);
