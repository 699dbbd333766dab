/** Randomness as an argument. What decides anything about a study takes a stored seed instead. */
import { randomBytes, randomUUID } from 'node:crypto';

export interface Rng {
  /** A random UUID version 4. */
  uuid(): string;
  /** A URL-safe secret with the given number of random bytes. */
  secret(bytes?: number): string;
}

export const systemRng: Rng = {
  uuid: () => randomUUID(),
  secret: (bytes = 32) => randomBytes(bytes).toString('base64url'),
};
