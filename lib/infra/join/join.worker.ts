/** A thread that compares. Started by JoinThread. */
import { parentPort, workerData } from 'node:worker_threads';
import { OwnHand } from './hand';
import type { JoinTask, JoinThreadData, JoinThreadReply } from './protocol';

const hand = new OwnHand((workerData as JoinThreadData).rows);

async function answer(task: JoinTask): Promise<void> {
  try {
    const reply = await hand.run(task);
    const message: JoinThreadReply = { reply };
    const moved = reply ? [reply.i, reply.j, reply.semantic] : [];
    parentPort?.postMessage(
      message,
      moved.map(({ buffer }) => buffer as ArrayBuffer),
    );
  } catch (error) {
    const message: JoinThreadReply = { error: error instanceof Error ? error.message : `${error}` };
    parentPort?.postMessage(message);
  }
}

parentPort?.on('message', (task: JoinTask | 'close') => {
  if (task === 'close') void hand.close().finally(() => parentPort?.close());
  else void answer(task);
});

parentPort?.postMessage('ready');
