import { encoderColumns, type RunEncoders } from '@/lib/infra/run-encoders';
import { version } from '@/lib/infra/version';
import type { MiningFields } from './schemas';

/** All columns of a run that decide what it finds: of two runs with the same ones, one can go on with the other. */
export const runParameters = (input: MiningFields, encoders: RunEncoders) => ({
  ...encoderColumns(encoders),
  minSemantic: input.minSemantic,
  maxVisual: input.maxVisual,
  perImage: input.perImage,
  rankBy: input.rankBy,
  perCluster: input.perCluster ?? null,
  limit: input.limit ?? null,
  version,
});

/** The runs that have these. */
export function sameParameters(input: MiningFields, encoders: RunEncoders) {
  const { furtherSemantic, furtherVisual, ...rest } = runParameters(input, encoders);
  return {
    ...rest,
    furtherSemantic: { equals: furtherSemantic },
    furtherVisual: { equals: furtherVisual },
  };
}
