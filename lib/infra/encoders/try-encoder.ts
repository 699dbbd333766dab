/** Runs an encoder once, on a generated image and a sentence, to see that it is what it is described as. */
import { isAppError, AppError } from '@/lib/domain/errors';
import type { EncoderDescription } from '@/lib/domain/encoders';
import { sampleImage } from '../images/sample';
import { Tower } from './tower';

const SENTENCE = 'a photo of a red ball';

/** How an encoder is tried; `signal` stops it where the way of trying it can be stopped. */
export type TryOut = (
  folder: string,
  description: EncoderDescription,
  signal?: AbortSignal,
) => Promise<void>;

/**
 * Throws `unprocessable` where the encoder cannot be run, gives numbers that are not finite, or other
 * dimensions than described.
 */
export async function tryEncoder(folder: string, description: EncoderDescription): Promise<void> {
  const tower = new Tower(folder, description);
  try {
    const image = await sampleImage();
    await tower.embedImage(image);
    if (description.image.tokens) requireFinite(await tower.imageTokens(image));
    if (description.text) await tower.embedText(SENTENCE);
  } catch (error) {
    if (isAppError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(
      'unprocessable',
      `Encoder "${description.id}" does not run as described: ${reason.replace(/\.?\s*$/, '.')}`,
      { key: 'encoderNotAsDescribed', params: { encoder: description.id, reason }, cause: error },
    );
  } finally {
    await tower.close().catch(() => undefined);
  }
}

function requireFinite(tokens: Float32Array): void {
  if (!tokens.every(Number.isFinite)) throw new Error('Its patch tokens are not finite numbers.');
}
