/** How much what is found depends on the encoders: a run's images and thresholds, other encoders. */
import { embeddingKey, type EmbeddingKey, type EncoderRole } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { DEFAULT_MAX_PAIRS } from '@/lib/domain/mining/join';
import { jaccard } from '@/lib/domain/mining/overlap';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { LOOKED_AT, nearText, nearThresholds } from '@/lib/domain/mining/too-many-pairs';
import { authorize, type Ctx } from '@/lib/infra/context';
import { importedEncoders } from '@/lib/infra/embeddings/imported';
import { embeddedImages, loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { joinPairsFast } from '@/lib/infra/join/join';
import { fitJoin, matrixBytes, type JoinSize } from '@/lib/infra/join/plan';
import { readRunResult } from '@/lib/infra/run-result';
import { miningMemoryMB } from './tiles/tiling';

export interface ComparedEncoder {
  id: string;
  role: EncoderRole;
  /** SHA-256 of its weights: two of the same weights differ by pooling or output. */
  weights: string;
  /** How the embedding comes out of `output`; null of embeddings that were computed elsewhere. */
  pooling: string | null;
  output: string | null;
}

export interface EncoderSensitivity {
  images: number;
  minSemantic: number;
  maxVisual: number;
  encoders: ComparedEncoder[];
  /** Ids of installed encoders that lack embeddings of some of these images. */
  notEncoded: string[];
  /** Ids of imported ones that do: only another import can add them. */
  notImported: string[];
  /** Each semantic encoder with each visual one. */
  combinations: { semantic: string; visual: string; pairs: number }[];
  /** Pairs in both over pairs in either of two combinations, in their order; null where neither has one. */
  overlap: (number | null)[][];
}

interface Usable extends ComparedEncoder {
  key: EmbeddingKey;
  dimensions: number;
}

/**
 * The pairs that each semantic encoder would find with each visual one, exactly, among the images of a
 * finished run and at its thresholds. Takes every encoder with embeddings of all of these images; encodes
 * nothing. Holds one semantic matrix, all visual ones, and a number per pair and combination. Throws
 * `unprocessable` where that is too much (of memory: before anything is loaded), and for a run without a stored result.
 */
export async function encoderSensitivity(
  ctx: Pick<Ctx, 'db' | 'storage' | 'actor'>,
  input: { projectId: string; runId: string },
  options: { signal?: AbortSignal; encoders?: EncoderRegistry } = {},
): Promise<EncoderSensitivity> {
  const { projectId, runId } = input;
  authorize(ctx, 'mining:view', projectId);
  const run = await ctx.db.miningRun.findFirstOrThrow({ where: { id: runId, projectId } });
  if (run.resultKey === null) throw withoutResult();
  const { imageIds } = await readRunResult(ctx.storage, run.resultKey);
  const { minSemantic, maxVisual } = run;
  const { usable, ...left } = await choose(ctx, projectId, imageIds, options.encoders);
  const load = async ({ key }: Usable): Promise<UnitRows> =>
    (await loadMatrix(ctx, { projectId, key, imageIds, ...signalOf(options) })).rows;
  const [semantic, visual] = (['semantic', 'visual'] as const).map((role) =>
    usable.filter((encoder) => encoder.role === role),
  ) as [Usable[], Usable[]];
  if (semantic.length > 0 && visual.length > 0) {
    assertFits({
      count: imageIds.length,
      semanticDimensions: Math.max(...semantic.map(({ dimensions }) => dimensions)),
      visualDimensions: visual.reduce((sum, { dimensions }) => sum + dimensions, 0),
      shared: true,
    });
  }
  const visualRows: UnitRows[] = [];
  for (const encoder of semantic.length > 0 ? visual : []) visualRows.push(await load(encoder));

  const found: { semantic: string; visual: string; keys: Float64Array }[] = [];
  for (const encoder of visualRows.length > 0 ? semantic : []) {
    const sets = await pairsBelow(await load(encoder), visualRows, run, options);
    visual.forEach(({ id }, k) => found.push({ semantic: encoder.id, visual: id, keys: sets[k]! }));
  }
  return {
    images: imageIds.length,
    minSemantic,
    maxVisual,
    encoders: usable.map(({ key: _key, dimensions: _dimensions, ...encoder }) => encoder),
    ...left,
    combinations: found.map(({ keys, ...names }) => ({ ...names, pairs: keys.length })),
    overlap: found.map((one) => found.map((other) => jaccard(one.keys, other.keys))),
  };
}

/** For each visual encoder the pairs that pass, a number for each, ascending. */
async function pairsBelow(
  semantic: UnitRows,
  visual: readonly UnitRows[],
  { minSemantic, maxVisual }: { minSemantic: number; maxVisual: number },
  options: { signal?: AbortSignal },
): Promise<Float64Array[]> {
  const sets = visual.map((): number[] => []);
  let held = 0;
  const accept = (i: number, j: number): undefined => {
    visual.forEach((rows, k) => {
      if (!(cosine(rows, i, rows, j) < maxVisual)) return;
      held += 1;
      if (held > DEFAULT_MAX_PAIRS) throw tooMany(semantic, visual, sets);
      sets[k]!.push(i * semantic.count + j);
    });
  };
  const [first, ...further] = visual;
  await joinPairsFast(
    {
      semantic,
      visual: first!,
      thresholds: { semanticAbove: minSemantic, visualBelow: maxVisual },
      accept,
    },
    {
      memoryMB: miningMemoryMB(),
      dimensionsBeside: further.reduce((sum, rows) => sum + rows.dimensions, 0),
      ...signalOf(options),
    },
  );
  return sets.map((keys) => Float64Array.from(keys).sort());
}

const signalOf = ({ signal }: { signal?: AbortSignal }) => (signal ? { signal } : {});

async function choose(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  imageIds: readonly string[],
  registry: EncoderRegistry = installedEncoders(),
): Promise<{ usable: Usable[]; notEncoded: string[]; notImported: string[] }> {
  const installed = (await registry.list()).flatMap(({ description }): Usable[] => {
    if (!description) return [];
    const { id, role, image, dimensions } = description;
    const key = embeddingKey(description);
    return [{ id, role, key, dimensions, weights: key.weightsHash, ...image.embedding }];
  });
  const elsewhere = await importedEncoders(ctx.db, projectId);
  const imported = elsewhere.map(({ key, role, dimensions }): Usable => ({
    id: key.encoderId,
    role,
    key,
    dimensions,
    weights: key.weightsHash,
    pooling: null,
    output: null,
  }));
  const usable: Usable[] = [];
  const lacking = async (encoders: readonly Usable[]): Promise<string[]> => {
    const ids: string[] = [];
    for (const encoder of encoders) {
      const embedded = new Set(await embeddedImages(ctx, projectId, encoder.key));
      if (imageIds.every((id) => embedded.has(id))) usable.push(encoder);
      else ids.push(encoder.id);
    }
    return ids;
  };
  const notEncoded = await lacking(installed);
  return { usable, notEncoded, notImported: await lacking(imported) };
}

/** A join of one semantic encoder beside all visual ones. */
function assertFits(size: JoinSize): void {
  const allowed = miningMemoryMB();
  if (fitJoin(size, 0, allowed)) return;
  const needed = Math.ceil(matrixBytes(size) / 2 ** 20);
  throw new AppError(
    'unprocessable',
    `The embeddings of these ${size.count} images by all encoders take ${needed} MB and need room beside them, and mining may use ${allowed} MB. The run and its pairs are safe. Set MINING_MEMORY_MB to much more than ${needed}, or use a machine with more memory.`,
  );
}

/** With thresholds that fewer of the pairs found by this semantic encoder would pass. */
function tooMany(
  semantic: UnitRows,
  visual: readonly UnitRows[],
  sets: readonly (readonly number[])[],
): AppError {
  const step = Math.ceil(sets.reduce((sum, keys) => sum + keys.length, 0) / LOOKED_AT) || 1;
  const found = { semantic: [] as number[], visual: [] as number[] };
  sets.forEach((keys, k) => {
    for (let at = 0; at < keys.length; at += step) {
      const [i, j] = [Math.floor(keys[at]! / semantic.count), keys[at]! % semantic.count];
      found.semantic.push(cosine(semantic, i, semantic, j));
      found.visual.push(cosine(visual[k]!, i, visual[k]!, j));
    }
  });
  const near = nearThresholds(found);
  return new AppError(
    'unprocessable',
    `All combinations of encoders together find more than ${DEFAULT_MAX_PAIRS.toLocaleString('en-US')} pairs at these thresholds, too many to compare. The run and its pairs are safe. Mine with a higher semantic or a lower visual threshold to compare encoders.${near ? ` ${nearText(near)}` : ''}`,
  );
}

const withoutResult = (): AppError =>
  new AppError(
    'unprocessable',
    'This run has stored no result to look at: it compared no two images, or was made by an earlier version. Mine again with --new.',
  );
