import { embeddingKey } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import type { Prisma } from '@/lib/infra/db/generated/client';
import { inTransaction } from '@/lib/infra/db/client';
import { servedBytes } from '@/lib/infra/images/served-bytes';
import type { JobHandler } from '@/lib/infra/jobs/queue';
import { loadEvaluatedRelease } from './load-evaluated-release';
import type { ScorePayload } from './schemas';

/** Encoder descriptions name no template, so every statement is encoded as it is written. */
const TEMPLATE = '{}';
/** Pairs per call of the encoder: progress moves and a cancel is heard. */
const CHUNK = 32;

/**
 * Image-text matching: cosines of both statements with both images of every pair. Doing it again
 * replaces the scores of the same encoder and weights.
 */
export const handler: JobHandler<ScorePayload> = async (ctx, { releaseId, encoderId }, job) => {
  const release = await loadEvaluatedRelease(ctx.db, job.projectId, { releaseId });
  const { description } = await ctx.encoders.get(encoderId);
  const { text, dimensions } = description;
  if (!text) {
    throw new AppError(
      'unprocessable',
      `"${description.name}" has no text tower and cannot match statements to images.`,
      { key: 'noTextTower', params: { encoder: description.name } },
    );
  }
  const key = embeddingKey(description);
  const total = release.pairs.length;
  const scores: Prisma.EncoderScoreCreateManyInput[] = [];
  for (let start = 0; start < total; start += CHUNK) {
    job.signal.throwIfAborted();
    const chunk = release.pairs.slice(start, start + CHUNK);
    const images: Buffer[] = [];
    for (const pair of chunk) {
      for (const sha256 of [pair.hashes.A, pair.hashes.B]) {
        const bytes = await servedBytes(ctx.storage, sha256);
        if (!bytes) throw imageChanged(pair.number);
        images.push(bytes);
      }
    }
    const texts = chunk.flatMap(({ statements }) => [statements.A, statements.B]);
    const options = { signal: job.signal };
    const image: UnitRows = {
      data: await ctx.pool.encodeImages(encoderId, images, options),
      count: images.length,
      dimensions,
    };
    const said: UnitRows = {
      data: await ctx.pool.encodeTexts(encoderId, texts, options),
      count: texts.length,
      dimensions,
    };
    chunk.forEach(({ pairId }, k) => {
      const [a, b] = [2 * k, 2 * k + 1];
      scores.push({
        releaseId,
        pairId,
        ...key,
        textWeightsHash: text.sha256,
        textTemplate: TEMPLATE,
        textAImageA: cosine(said, a, image, a),
        textAImageB: cosine(said, a, image, b),
        textBImageA: cosine(said, b, image, a),
        textBImageB: cosine(said, b, image, b),
      });
    });
    await job.progress({ done: start + chunk.length, total, step: 'score' });
  }
  job.signal.throwIfAborted();
  await inTransaction(ctx.db, async (tx) => {
    await tx.encoderScore.deleteMany({ where: { releaseId, ...key } });
    await tx.encoderScore.createMany({ data: scores });
  });
  return { releaseId, encoderId, pairs: total };
};

const imageChanged = (number: number): AppError =>
  new AppError(
    'unprocessable',
    `An image of pair ${number} is missing from the data folder or was changed. Nothing was scored. Restore the data folder from a backup.`,
    { key: 'scoredImageGone', params: { number } },
  );
