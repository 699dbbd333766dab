/** What the lens of a pair shows, as the server says it to the viewer. */
import type { EncoderRole } from '../encoders';
import type { KeptError } from '../errors';
import type { SeenBox } from './seen-box';
import type { PatchMatch } from './token-match';

/**
 * Why an encoder's patches cannot be had. `imported`: embeddings that were computed elsewhere; `not-mined`:
 * no run has found the pair, as of an imported benchmark; `missing`: not installed here, or damaged; `exchanged`: another version is installed than the one that mined the
 * pair; `no-patches`: its graph gives no patch tokens, as of most convolutional encoders.
 */
export const NO_LENS = ['imported', 'not-mined', 'missing', 'exchanged', 'no-patches'] as const;
export type NoLens = (typeof NO_LENS)[number];

/** One encoder's view of the pair. */
export type LensEye =
  | { state: 'ready'; encoder: string; match: PatchMatch; boxA: SeenBox; boxB: SeenBox }
  | { state: 'pending'; encoder: string }
  | { state: 'unavailable'; encoder: string; reason: NoLens };

/**
 * `absent`: nothing is computed and nobody is at it. `no-worker`: it waits, and no worker runs.
 * `ready`: whatever can be had is there.
 */
export type LensProgress = 'absent' | 'working' | 'no-worker' | 'failed' | 'ready';

export interface Lens {
  progress: LensProgress;
  /** Where it failed. */
  error: KeptError | null;
  eyes: Readonly<Record<EncoderRole, LensEye>>;
}
