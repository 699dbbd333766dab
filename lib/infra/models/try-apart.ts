/** Runs an encoder once on a thread of its own: opening gigabytes must not hold up a worker's heartbeat. */
import type { EncoderDescription } from '@/lib/domain/encoders';
import type { EncoderWork } from '../encoders/protocol';
import { ENCODE_WORKER, EncoderThread } from '../encoders/thread';
import { foreignTokens, notAsDescribed, requireDifferent } from '../encoders/try-encoder';
import { sampleImage, samplePhotograph } from '../images/sample';

const SENTENCE = 'a photo of a red ball';

/**
 * Throws `unprocessable` where the encoder cannot be run, gives numbers that are not finite, other
 * dimensions than described, or the same for all images; the signal's reason where it was stopped. What it opens is closed with the thread.
 */
export async function tryApart(
  folder: string,
  description: EncoderDescription,
  signal?: AbortSignal,
): Promise<void> {
  const image = await sampleImage();
  signal?.throwIfAborted();
  const thread = new EncoderThread(ENCODE_WORKER);
  // Opening gigabytes takes minutes, and whoever cancels does not wait for them.
  const stop = () => void thread.close();
  signal?.addEventListener('abort', stop, { once: true });
  // On the processor: this asks whether the files are as described, not what the machine has.
  const run = (work: EncoderWork) =>
    thread.run({ folder, description, threads: 1, provider: 'cpu', work });
  try {
    const rows = await run({ kind: 'embed-images', images: [image, await samplePhotograph(1)] });
    const half = rows.length / 2;
    requireDifferent(rows.subarray(0, half), rows.subarray(half));
    if (description.image.tokens) {
      const tokens = await run({ kind: 'image-tokens', images: [image] });
      if (!tokens.every(Number.isFinite)) throw new Error('Its patch tokens are not finite.');
    }
    if (description.text) {
      await run({ kind: 'embed-texts', texts: [SENTENCE] }).catch(foreignTokens);
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw notAsDescribed(description, error);
  } finally {
    signal?.removeEventListener('abort', stop);
    await thread.close();
  }
}
