/** With which encoder each of the two maps of a pair is made, if it can be made at all. */
import {
  embeddingKey,
  sameEmbeddingKey,
  type EmbeddingKey,
  type EncoderDescription,
  type EncoderRole,
  type TokenGrid,
} from '@/lib/domain/encoders';
import { isAppError } from '@/lib/domain/errors';
import type { NoLens } from '@/lib/domain/lens/lens';
import type { Ctx } from '@/lib/infra/context';
import { importedEncoders } from '@/lib/infra/embeddings/imported';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import type { LensPair } from './lens-pair';
import { lensKey } from './lens-file';

export type Eye =
  | {
      usable: true;
      encoder: string;
      description: EncoderDescription;
      grid: TokenGrid;
      /** Where the match is stored once it is computed. */
      key: string;
    }
  | { usable: false; encoder: string; reason: NoLens };

/** The encoder of one role that mined the pair, as far as it is installed. Runs nothing. */
export async function eyeOf(
  ctx: Pick<Ctx, 'db'>,
  pair: LensPair,
  role: EncoderRole,
  encoders: EncoderRegistry,
): Promise<Eye> {
  const mined = minedBy(pair, role);
  if (!mined) return { usable: false, encoder: role, reason: 'not-mined' };
  const none = (reason: NoLens, encoder = mined.encoderId): Eye => ({
    usable: false,
    encoder,
    reason,
  });
  const [imported] = await importedEncoders(ctx.db, pair.projectId, mined.encoderId);
  if (imported && sameEmbeddingKey(imported.key, mined)) return none('imported', imported.name);
  let description: EncoderDescription;
  try {
    ({ description } = await encoders.get(mined.encoderId));
  } catch (error) {
    if (isAppError(error)) return none('missing');
    throw error;
  }
  const { name, image } = description;
  if (!sameEmbeddingKey(embeddingKey(description), mined)) return none('exchanged', name);
  const { tokens: grid } = image;
  if (!grid) return none('no-patches', name);
  return {
    usable: true,
    encoder: name,
    description,
    grid,
    key: lensKey(pair, embeddingKey(description), grid),
  };
}

function minedBy({ minedIn }: LensPair, role: EncoderRole): EmbeddingKey | null {
  const run = minedIn[0]?.run;
  if (!run) return null;
  return role === 'semantic'
    ? {
        encoderId: run.semanticEncoder,
        weightsHash: run.semanticWeights,
        preprocessing: run.semanticPreprocessing,
      }
    : {
        encoderId: run.visualEncoder,
        weightsHash: run.visualWeights,
        preprocessing: run.visualPreprocessing,
      };
}
