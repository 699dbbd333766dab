/** A thread that decodes and measures images, one after another. Started by a Measurer. */
import { parentPort } from 'node:worker_threads';
import { isAppError } from '@/lib/domain/errors';
import type { Measures } from '@/lib/domain/hygiene/measures';
import type { ThreadReply, ThreadRequest } from '../encoders/protocol';
import { decodeWithoutThreads } from '../images/decode';
import { measuredPixels } from '../images/measured-pixels';
import { measureWith } from './measure-with';
import type { MeasureTask } from './measurer';
import { TextDetector } from './text-detector';

decodeWithoutThreads();

let detector: Promise<TextDetector> | undefined;

type Reply = ThreadReply<Measures | null>;

async function answer({ id, bytes }: ThreadRequest<MeasureTask>): Promise<Reply> {
  try {
    const pixels = await measuredPixels(bytes);
    if (!pixels) return { id, rows: null };
    // A failure is not kept: the file may be restored.
    detector ??= TextDetector.open().catch((error: unknown) => {
      detector = undefined;
      throw error;
    });
    return { id, rows: await measureWith(await detector, pixels) };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const reason = String(error.params?.reason ?? error.message);
    return { id, error: reason, index: null, unavailable: true };
  }
}

parentPort?.on('message', (request: ThreadRequest<MeasureTask>) => {
  void answer(request).then(
    (reply) => parentPort?.postMessage(reply),
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      parentPort?.postMessage({ id: request.id, error: message, index: null } satisfies Reply);
    },
  );
});
