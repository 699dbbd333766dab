/** The thread: reads plain data, writes what they say. */
import { parentPort } from 'node:worker_threads';
import { COMPUTATIONS } from './computations';
import type { Reply, Request } from './statistics-thread';

parentPort?.on('message', ({ id, name, input }: Request) => {
  let reply: Reply;
  try {
    reply = { id, output: (COMPUTATIONS[name] as (input: unknown) => unknown)(input) };
  } catch (error) {
    reply = { id, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(reply);
});
