/** A guess of the visual pattern of each kept pair, where one of the run's semantic encoders has a text tower. */
import { embeddingKey, sameEmbeddingKey, type EmbeddingKey } from '@/lib/domain/encoders';
import { isAppError } from '@/lib/domain/errors';
import {
  guessPatterns,
  MIN_PAIRS,
  nearnessOf,
  phrasesOf,
  type PatternGuess,
  type Phrases,
} from '@/lib/domain/mining/pattern-guess';
import { GUESS_PHRASES, GUESS_SENTENCES } from '@/lib/domain/mining/pattern-prompts';
import type { RankedPair } from '@/lib/domain/mining/rank';
import { damagedEmbeddings, readRows, readShards } from '@/lib/infra/embeddings/load-matrix';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';

/** More pairs than this nobody claims before the next run; of their images 72 MB are held. */
const GUESSED = 100_000;
/** Images read at a time: 8 MB at 1,024 dimensions. */
const BLOCK = 2048;

/**
 * One entry per pair of `ranked`, null where there is no guess; null instead of a list where no encoder
 * reads text (has no text tower, was imported, or is gone), and the guesses of earlier runs stand.
 * A guess is no reason to fail a run: what goes wrong here is logged.
 */
export async function guessKept(
  ctx: WorkerCtx,
  run: { projectId: string; semantic: readonly EmbeddingKey[] },
  { imageIds, ranked }: { imageIds: readonly string[]; ranked: readonly RankedPair[] },
  job: Pick<JobHandle, 'signal' | 'progress'>,
): Promise<(PatternGuess | null)[] | null> {
  if (ranked.length < MIN_PAIRS) return null;
  try {
    const reader = await firstReader(ctx, run.semantic, job.signal);
    if (!reader) return null;
    const { at, key, phrases } = reader;
    const best = ranked.slice(0, GUESSED);
    const shown = [...new Set(best.flatMap(({ i, j }) => [i, j]))].sort((a, b) => a - b);
    const ids = shown.map((row) => imageIds[row]!);
    const nearness = await readNearness(ctx, { projectId: run.projectId, key }, ids, phrases, job);
    const placeOf = new Map(shown.map((row, place) => [row, place]));
    const guesses = guessPatterns(
      phrases,
      nearness,
      best.map(({ i, j, semantic, each }) => ({
        a: placeOf.get(i)!,
        b: placeOf.get(j)!,
        semantic: each?.[at] ?? semantic,
      })),
    );
    return ranked.map((_, k) => guesses[k] ?? null);
  } catch (error) {
    job.signal.throwIfAborted();
    ctx.log.warn({ err: error }, 'patterns not guessed');
    return null;
  }
}

/** The first of a run's semantic encoders that reads text, and its place among them. */
async function firstReader(
  ctx: WorkerCtx,
  keys: readonly EmbeddingKey[],
  signal: AbortSignal,
): Promise<{ at: number; key: EmbeddingKey; phrases: Phrases } | null> {
  for (const [at, key] of keys.entries()) {
    const phrases = await readPhrases(ctx, key, signal);
    if (phrases) return { at, key, phrases };
  }
  return null;
}

async function readPhrases(
  ctx: WorkerCtx,
  key: EmbeddingKey,
  signal: AbortSignal,
): Promise<Phrases | null> {
  const encoder = await ctx.encoders.get(key.encoderId).catch((error: unknown) => {
    // Embeddings that were imported have no encoder.
    if (isAppError(error)) return null;
    throw error;
  });
  if (!encoder?.description.text) return null;
  if (!sameEmbeddingKey(embeddingKey(encoder.description), key)) return null;
  const { dimensions } = encoder.description;
  const data = await ctx.pool.encodeTexts(key.encoderId, GUESS_SENTENCES, { signal });
  return phrasesOf({ data, count: GUESS_SENTENCES.length, dimensions });
}

/** Products of each image with each phrase, block by block, without keeping the worker from its heartbeat. */
async function readNearness(
  ctx: WorkerCtx,
  { projectId, key }: { projectId: string; key: EmbeddingKey },
  ids: readonly string[],
  phrases: Phrases,
  job: Pick<JobHandle, 'signal' | 'progress'>,
): Promise<Float32Array> {
  const { dimensions } = phrases.rows;
  const shards = await readShards(ctx, projectId, key);
  const nearness = new Float32Array(ids.length * GUESS_PHRASES.length);
  for (let from = 0; from < ids.length; from += BLOCK) {
    job.signal.throwIfAborted();
    await job.progress({ done: from, total: ids.length, step: 'guess' });
    const block = ids.slice(from, from + BLOCK);
    const places = await ctx.db.embedding.findMany({
      where: { ...key, imageId: { in: block } },
      select: { imageId: true, shardId: true, row: true },
    });
    const placeOf = new Map(places.map((place) => [place.imageId, place]));
    const inOrder = block.map((id) => {
      const place = placeOf.get(id);
      if (!place) throw damagedEmbeddings('an embedding is missing');
      return place;
    });
    const data = new Float32Array(block.length * dimensions);
    const rows = { data, count: block.length, dimensions };
    await readRows(ctx, shards, inOrder, rows, job.signal);
    block.forEach((_, row) => {
      nearnessOf(phrases, rows, row, nearness, (from + row) * GUESS_PHRASES.length);
    });
  }
  return nearness;
}
