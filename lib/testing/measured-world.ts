/** Real images, really encoded, with written, reviewed and answered questions: a closed study. */
import type { Choice, Side } from '@/lib/domain/statistics/pair-accuracy';
import { embeddingKey } from '@/lib/domain/encoders';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { PATTERN_IDS } from '@/lib/domain/patterns';
import { distanceOf, type Presentation } from '@/lib/domain/presentation';
import type { Db } from '@/lib/infra/db/client';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { createEncoderRegistry, MINIATURE_WEIGHTS } from '@/lib/infra/encoders/registry';
import { normaliseImage } from '@/lib/infra/images/normalise';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';
import { renderCorpus } from '@/miniature/scenes/corpus';
import { makeCtx, makeMember, makeProject, TestClock } from './factories';

export const testRegistry = createEncoderRegistry([MINIATURE_WEIGHTS]);

export interface Photo {
  bytes: Buffer;
  sha256: string;
  width: number;
  height: number;
}

/** Pairs of distinct images, largest gap first, with both cosines. */
export interface RealPairs {
  pairs: { photos: [Photo, Photo]; semantic: number; visual: number }[];
  pool: EncoderPool;
}

export async function realPairs(count: number): Promise<RealPairs> {
  const files: [string, Buffer][] = [];
  await renderCorpus({ count: 60, seed: 11 }, async (file, png) => void files.push([file, png]));
  files.sort(([one], [two]) => (one < two ? -1 : 1));
  const photos: Photo[] = [];
  for (const [, png] of files) {
    const made = await normaliseImage(png, 10);
    if ('image' in made) photos.push({ ...made.image.served, bytes: made.image.served.data });
  }
  const pool = new EncoderPool({ registry: testRegistry, threads: 1 });
  const rowsOf = async (id: string): Promise<UnitRows> => ({
    data: await pool.encodeImages(
      id,
      photos.map((photo) => photo.bytes),
    ),
    count: photos.length,
    dimensions: (await testRegistry.get(id)).description.dimensions,
  });
  const [semantic, visual] = [
    await rowsOf('miniature-clip-base'),
    await rowsOf('miniature-visual'),
  ];
  const found = photos.flatMap((_, i) =>
    photos.slice(i + 1).map((_photo, k) => {
      const j = i + 1 + k;
      return {
        i,
        j,
        semantic: cosine(semantic, i, semantic, j),
        visual: cosine(visual, i, visual, j),
      };
    }),
  );
  found.sort((one, two) => two.semantic - two.visual - (one.semantic - one.visual));
  const used = new Set<number>();
  const pairs: RealPairs['pairs'] = [];
  for (const { i, j, ...cosines } of found) {
    if (pairs.length === count) break;
    if (used.has(i) || used.has(j)) continue;
    used.add(i).add(j);
    pairs.push({ photos: [photos[i]!, photos[j]!], ...cosines });
  }
  return { pairs, pool };
}

export interface WorldOptions {
  /** What is different from a pair that passes all checks, by its place. */
  question?: (index: number) => Partial<{ optionOne: string; pattern: string; statementA: string }>;
  approved?: (index: number) => boolean;
  /** The canonical answer of a rater; right where absent. */
  choose?: (rater: number, index: number, side: Side) => Choice | null;
  raters?: number;
  presentation?: Presentation;
  /** The study's rule on times, and whom it leaves out; nobody where absent. */
  tooFast?: { leastMedianMs: number; raters: readonly number[] };
  run?: Partial<{ minSemantic: number; maxVisual: number; semanticWeights: string }>;
}

const KEY: Choice = 1;
export const rightFor = (side: Side): Choice => (side === 'A' ? KEY : 2);

/** Every pair: question with key 1 for A, approved by a reviewer, all items answered by all raters. */
export async function makeMeasuredWorld(db: Db, real: RealPairs, options: WorldOptions = {}) {
  const clock = new TestClock();
  const project = await makeProject(db);
  const projectId = project.id;
  const [author, reviewer] = [
    await makeMember(db, projectId, 'ANNOTATOR'),
    await makeMember(db, projectId, 'REVIEWER'),
  ];
  const base = makeCtx(db, { kind: 'system', label: 'test' }, clock);
  const ctx: WorkerCtx = { ...base, encoders: testRegistry, pool: real.pool };
  const batch = await db.uploadBatch.create({
    data: { projectId, source: '=rendered', licence: 'CC0-1.0' },
    select: { id: true },
  });
  const [clip, ssl] = [
    embeddingKey((await testRegistry.get('miniature-clip-base')).description),
    embeddingKey((await testRegistry.get('miniature-visual')).description),
  ];
  const run = await db.miningRun.create({
    data: {
      projectId,
      semanticEncoder: clip.encoderId,
      semanticWeights: clip.weightsHash,
      semanticPreprocessing: clip.preprocessing,
      visualEncoder: ssl.encoderId,
      visualWeights: ssl.weightsHash,
      visualPreprocessing: ssl.preprocessing,
      minSemantic: Math.min(...real.pairs.map((pair) => pair.semantic)) - 1e-6,
      maxVisual: Math.max(...real.pairs.map((pair) => pair.visual)) + 1e-6,
      perImage: 3,
      version: 'test',
      ...options.run,
    },
    select: { id: true },
  });
  const presentation = options.presentation ?? 'single-image';
  const study = await db.study.create({
    data: {
      projectId,
      name: 'Study',
      seed: 's',
      presentation,
      trialDistance: distanceOf(presentation, 20),
      leastMedianMs: options.tooFast?.leastMedianMs ?? null,
      ratersWanted: 3,
      createdById: author.id,
    },
    select: { id: true },
  });
  const pairs: { id: string; hashes: Record<Side, string>; semantic: number; visual: number }[] =
    [];
  for (const [index, { photos, semantic, visual }] of real.pairs.entries()) {
    const images = [];
    for (const { bytes, sha256, width, height } of photos) {
      await ctx.storage.put(blobKey(sha256), bytes);
      images.push(
        await db.image.create({
          data: {
            projectId,
            batchId: batch.id,
            sha256,
            originalSha256: sha256,
            originalName: 'scene.png',
            originalFormat: 'png',
            width,
            height,
            bytes: bytes.length,
            source: '=rendered',
            licence: 'CC0-1.0',
          },
          select: { id: true, sha256: true },
        }),
      );
    }
    images.sort((one, two) => (one.id < two.id ? -1 : 1));
    const [a, b] = images as [(typeof images)[0], (typeof images)[0]];
    const pair = await db.pair.create({
      data: {
        projectId,
        number: index + 1,
        imageAId: a.id,
        imageBId: b.id,
        semantic,
        visual,
        status: 'MEASURED',
      },
      select: { id: true },
    });
    await db.minedPair.create({
      data: { runId: run.id, pairId: pair.id, semantic, visual, rank: index + 1 },
    });
    const question = await db.questionVersion.create({
      data: {
        pairId: pair.id,
        version: 1,
        authorId: author.id,
        question: `Is the thing, "number ${index + 1}", open?`,
        optionOne: 'Open',
        optionTwo: 'Closed, or shut',
        keyForA: KEY,
        statementA: 'the red door is open',
        statementB: 'the red door is closed',
        pattern: PATTERN_IDS[index % PATTERN_IDS.length]!,
        idempotencyKey: `${pair.id}-1`,
        ...options.question?.(index),
      },
      select: { id: true },
    });
    await db.pair.update({ where: { id: pair.id }, data: { currentQuestionId: question.id } });
    await db.studyPair.create({
      data: { studyId: study.id, pairId: pair.id, questionId: question.id },
    });
    if (options.approved?.(index) ?? true) {
      await db.review.create({
        data: {
          questionId: question.id,
          reviewerId: reviewer.id,
          answerA: 1,
          answerB: 2,
          answeredAt: clock.now(),
          verdict: 'APPROVE',
          decidedAt: clock.now(),
        },
      });
    }
    pairs.push({ id: pair.id, hashes: { A: a.sha256, B: b.sha256 }, semantic, visual });
  }
  await db.study.update({
    where: { id: study.id },
    data: { status: 'OPEN', openedAt: clock.now() },
  });
  for (let rater = 0; rater < (options.raters ?? 3); rater++) {
    const user = await makeMember(db, projectId, 'RATER');
    const { id } = await db.studyRater.create({
      data: { studyId: study.id, userId: user.id, label: `R${rater + 1}` },
      select: { id: true },
    });
    const activeMs = options.tooFast?.raters.includes(rater) ? 1 : 1000;
    for (const [index, pair] of pairs.entries()) {
      for (const side of ['A', 'B'] as const) {
        const choice = options.choose ? options.choose(rater, index, side) : rightFor(side);
        await db.trial.create({
          data: {
            studyRaterId: id,
            position: 2 * index + (side === 'A' ? 1 : 2),
            pairId: pair.id,
            side,
            optionsSwapped: (rater + index) % 2 === 1,
            response: {
              create: { choice, confidence: 2, activeMs, wallMs: 1200, presentation },
            },
          },
        });
      }
    }
  }
  await db.study.update({
    where: { id: study.id },
    data: { status: 'CLOSED', closedAt: clock.now() },
  });
  return { db, ctx, clock, project, projectId, studyId: study.id, runId: run.id, pairs };
}

export type MeasuredWorld = Awaited<ReturnType<typeof makeMeasuredWorld>>;

/** A handle as the worker gives it. `onProgress` may abort the control. */
export function testHandle(
  projectId: string,
  jobId: string,
  onProgress?: (done: number, control: AbortController) => void,
): JobHandle {
  const control = new AbortController();
  return {
    jobId,
    projectId,
    attempt: 1,
    signal: control.signal,
    progress: async ({ done }) => onProgress?.(done, control),
  };
}
