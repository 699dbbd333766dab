import { sameEmbeddingKey, type EmbeddingKey, embeddingKey } from '@/lib/domain/encoders';
import type { Finding } from '@/lib/domain/check-rules';
import { isAppError } from '@/lib/domain/errors';
import { decidingSemantic, decidingVisual } from '@/lib/domain/mining/agreement';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import type { MiningCriteria, PairToCheck } from './load-checked-pairs';

/** Image hash -> bytes; null where the stored file is missing or changed. */
export type ImageBytes = ReadonlyMap<string, Buffer | null>;

export interface PairSimilarities {
  findings: Finding[];
  semantic: number | null;
  visual: number | null;
}

/**
 * Encodes the served bytes again, with exactly the encoders of the run that mined each pair, and
 * compares with that run's thresholds. Another encoder, even with the same name, proves nothing.
 */
export async function similarityFindings(
  ctx: WorkerCtx,
  pairs: readonly PairToCheck[],
  images: ImageBytes,
  signal: AbortSignal,
): Promise<Map<string, PairSimilarities>> {
  const encoded = new Map<string, Promise<Encoded>>();
  const rowsOf = (key: EmbeddingKey): Promise<Encoded> => {
    const name = JSON.stringify(key);
    const known = encoded.get(name) ?? encodeAll(ctx, key, images, signal);
    encoded.set(name, known);
    return known;
  };
  const result = new Map<string, PairSimilarities>();
  for (const pair of pairs) {
    const { criteria } = pair;
    const one = async (rule: 'semantic' | 'visual') => {
      if (!criteria) return { finding: unavailable(rule, 'notMined'), value: null };
      const encoders: Used[] = [];
      for (const key of criteria[rule]) encoders.push({ key, encoded: await rowsOf(key) });
      return compare(rule, pair, encoders, criteria);
    };
    const semantic = await one('semantic');
    const visual = await one('visual');
    result.set(pair.pairId, {
      findings: [semantic.finding, visual.finding],
      semantic: semantic.value,
      visual: visual.value,
    });
  }
  return result;
}

type Encoded =
  | { usable: true; rows: UnitRows; rowOf: Map<string, number> }
  | { usable: false; detail: 'encoderMissing' | 'encoderChanged' | 'encoderImported' };

async function encodeAll(
  ctx: WorkerCtx,
  key: EmbeddingKey,
  images: ImageBytes,
  signal: AbortSignal,
): Promise<Encoded> {
  const encoder = await ctx.encoders.get(key.encoderId).catch((error: unknown) => {
    if (isAppError(error)) return null;
    throw error;
  });
  if (!encoder) {
    const imported = await ctx.db.importedEncoder.count({ where: { ...key } });
    return { usable: false, detail: imported > 0 ? 'encoderImported' : 'encoderMissing' };
  }
  if (!sameEmbeddingKey(embeddingKey(encoder.description), key)) {
    return { usable: false, detail: 'encoderChanged' };
  }
  const whole = [...images].filter((entry): entry is [string, Buffer] => entry[1] !== null);
  const bytes = whole.map(([, data]) => data);
  const { dimensions } = encoder.description;
  const data = await ctx.pool.encodeImages(key.encoderId, bytes, { signal });
  return {
    usable: true,
    rows: { data, count: whole.length, dimensions },
    rowOf: new Map(whole.map(([sha256], row) => [sha256, row])),
  };
}

interface Used {
  key: EmbeddingKey;
  encoded: Encoded;
}

/** With several encoders of a role, the cosine that decides; all of them must be at hand. */
function compare(
  rule: 'semantic' | 'visual',
  pair: PairToCheck,
  encoders: readonly Used[],
  { agreement, minSemantic, maxVisual }: MiningCriteria,
): { finding: Finding; value: number | null } {
  const cosines: number[] = [];
  for (const { key, encoded } of encoders) {
    if (!encoded.usable) {
      const params = { encoder: key.encoderId, weights: key.weightsHash };
      return { finding: { ...unavailable(rule, encoded.detail), params }, value: null };
    }
    const [a, b] = [encoded.rowOf.get(pair.hashes.A), encoded.rowOf.get(pair.hashes.B)];
    if (a === undefined || b === undefined) {
      return { finding: unavailable(rule, 'noBytes'), value: null };
    }
    cosines.push(cosine(encoded.rows, a, encoded.rows, b));
  }
  const semantic = rule === 'semantic';
  const value = semantic
    ? decidingSemantic(cosines, agreement.semantic)
    : decidingVisual(cosines, agreement.visual);
  const threshold = semantic ? minSemantic : maxVisual;
  const passed = semantic ? value > threshold : value < threshold;
  const all = (of: (key: EmbeddingKey) => string) => encoders.map(({ key }) => of(key)).join(', ');
  const params = {
    cosine: value,
    threshold,
    encoder: all((key) => key.encoderId),
    weights: all((key) => key.weightsHash),
    preprocessing: all((key) => key.preprocessing),
  };
  const detail = semantic ? 'semanticCosine' : 'visualCosine';
  return { finding: { rule, status: passed ? 'PASSED' : 'FAILED', detail, params }, value };
}

const unavailable = (rule: 'semantic' | 'visual', detail: string): Finding => ({
  rule,
  status: 'UNAVAILABLE',
  detail,
});
