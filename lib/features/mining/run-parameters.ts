import type { EmbeddingKey } from '@/lib/domain/encoders';
import { version } from '@/lib/infra/version';
import type { MiningFields } from './schemas';

/** All columns of a run that decide what it finds: of two runs with the same ones, one can go on with the other. */
export const runParameters = (
  input: MiningFields,
  { semantic, visual }: { semantic: EmbeddingKey; visual: EmbeddingKey },
) => ({
  semanticEncoder: semantic.encoderId,
  semanticWeights: semantic.weightsHash,
  semanticPreprocessing: semantic.preprocessing,
  visualEncoder: visual.encoderId,
  visualWeights: visual.weightsHash,
  visualPreprocessing: visual.preprocessing,
  minSemantic: input.minSemantic,
  maxVisual: input.maxVisual,
  perImage: input.perImage,
  rankBy: input.rankBy,
  perCluster: input.perCluster ?? null,
  limit: input.limit ?? null,
  version,
});
