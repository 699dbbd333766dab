/** The encoders of a mining run and how many of them must agree, as its row states them. */
import { z } from 'zod';
import type { EmbeddingKey, EncoderRole } from '@/lib/domain/encoders';
import type { Agreement } from '@/lib/domain/mining/agreement';
import type { MiningRun } from './db/generated/client';

export interface RunEncoders {
  /** In the order in which they were named; at least one of each. */
  semantic: readonly EmbeddingKey[];
  visual: readonly EmbeddingKey[];
  agreement: Agreement;
}

/** The columns that state them; all of the others are about something else. */
export const ENCODER_COLUMNS = {
  semanticEncoder: true,
  semanticWeights: true,
  semanticPreprocessing: true,
  furtherSemantic: true,
  semanticAgree: true,
  visualEncoder: true,
  visualWeights: true,
  visualPreprocessing: true,
  furtherVisual: true,
  visualAgree: true,
} as const;

type Columns = Pick<MiningRun, keyof typeof ENCODER_COLUMNS>;

const furtherKeys = z.array(
  z.strictObject({ encoderId: z.string(), weightsHash: z.string(), preprocessing: z.string() }),
);

export const runEncoders = (run: Columns): RunEncoders => ({
  semantic: [
    {
      encoderId: run.semanticEncoder,
      weightsHash: run.semanticWeights,
      preprocessing: run.semanticPreprocessing,
    },
    ...furtherKeys.parse(run.furtherSemantic),
  ],
  visual: [
    {
      encoderId: run.visualEncoder,
      weightsHash: run.visualWeights,
      preprocessing: run.visualPreprocessing,
    },
    ...furtherKeys.parse(run.furtherVisual),
  ],
  agreement: { semantic: run.semanticAgree, visual: run.visualAgree },
});

const withoutFirst = (keys: readonly EmbeddingKey[]) =>
  keys.slice(1).map(({ encoderId, weightsHash, preprocessing }) => ({
    encoderId,
    weightsHash,
    preprocessing,
  }));

/** The other way round. Throws RangeError where a role has none. */
export function encoderColumns({ semantic, visual, agreement }: RunEncoders) {
  const [s, v] = [semantic[0], visual[0]];
  if (!s || !v) throw new RangeError('A run has an encoder of each role.');
  return {
    semanticEncoder: s.encoderId,
    semanticWeights: s.weightsHash,
    semanticPreprocessing: s.preprocessing,
    furtherSemantic: withoutFirst(semantic),
    semanticAgree: agreement.semantic,
    visualEncoder: v.encoderId,
    visualWeights: v.weightsHash,
    visualPreprocessing: v.preprocessing,
    furtherVisual: withoutFirst(visual),
    visualAgree: agreement.visual,
  };
}

/** How many encoders' cosines are kept beside those that decide: none where each role has one. */
export const encodersKept = ({
  semantic,
  visual,
}: Pick<RunEncoders, 'semantic' | 'visual'>): number =>
  semantic.length + visual.length > 2 ? semantic.length + visual.length : 0;

/** What each encoder found of a pair; empty where each role has one. */
export function cosinesByEncoder(
  run: Columns,
  cosines: readonly number[],
): { encoder: string; role: EncoderRole; cosine: number }[] {
  const { semantic, visual } = runEncoders(run);
  return [...semantic, ...visual].flatMap(({ encoderId }, k) => {
    const cosine = cosines[k];
    const role = k < semantic.length ? ('semantic' as const) : ('visual' as const);
    return cosine === undefined ? [] : [{ encoder: encoderId, role, cosine }];
  });
}

/** Ids of all encoders that these runs name, each once. */
export const encoderIdsOf = (runs: readonly Columns[]): string[] => [
  ...new Set(
    runs.flatMap((run) => {
      const { semantic, visual } = runEncoders(run);
      return [...semantic, ...visual].map((key) => key.encoderId);
    }),
  ),
];
