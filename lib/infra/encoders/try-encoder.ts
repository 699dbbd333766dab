/** Runs an encoder once, on a generated image and a sentence, to see that it is what it is described as. */
import { isAppError, AppError } from '@/lib/domain/errors';
import type { EncoderDescription } from '@/lib/domain/encoders';
import { sampleImage, samplePhotograph } from '../images/sample';
import { equal } from './company';
import { plainReason } from './runtime-reason';
import { Tower } from './tower';

const SENTENCE = 'a photo of a red ball';

/** How an encoder is tried; `signal` stops it where the way of trying it can be stopped. */
export type TryOut = (
  folder: string,
  description: EncoderDescription,
  signal?: AbortSignal,
) => Promise<void>;

/**
 * Throws `unprocessable` where the encoder cannot be run, gives numbers that are not finite, other
 * dimensions than described, or the same for all images.
 */
export async function tryEncoder(folder: string, description: EncoderDescription): Promise<void> {
  const tower = new Tower(folder, description);
  try {
    const image = await sampleImage();
    requireDifferent(
      await tower.embedImage(image),
      await tower.embedImage(await samplePhotograph(1)),
    );
    if (description.image.tokens) requireFinite(await tower.imageTokens(image));
    if (description.text) await tower.embedText(SENTENCE).catch(foreignTokens);
  } catch (error) {
    if (isAppError(error)) throw error;
    throw notAsDescribed(description, error);
  } finally {
    await tower.close().catch(() => undefined);
  }
}

export function notAsDescribed({ id }: EncoderDescription, cause: unknown): AppError {
  const reason = plainReason(cause);
  const message = `Encoder "${id}" does not run as described: ${reason}`;
  const params = { encoder: id, reason };
  return new AppError('unprocessable', message, { key: 'encoderNotAsDescribed', params, cause });
}

/** The failure of a text tower, in other words where its tokenizer cannot be its own. */
export function foreignTokens(error: unknown): never {
  if (!/indices element out of data bounds/.test(plainReason(error))) throw error;
  throw new Error(
    'Its tokenizer gives numbers of tokens that the text graph does not have, so it belongs to another encoder',
    { cause: error },
  );
}

/** Rows of two pictures that have nothing in common. */
export function requireDifferent(one: Float32Array, other: Float32Array): void {
  if (!equal(one, other)) return;
  throw new Error(
    'It gives the same vector for two pictures that have nothing in common: the chosen output does not depend on the image.',
  );
}

function requireFinite(tokens: Float32Array): void {
  if (!tokens.every(Number.isFinite)) throw new Error('Its patch tokens are not finite numbers.');
}
