/** The rows of an imported benchmark, all in the caller's transaction. */
import { AppError } from '@/lib/domain/errors';
import { UNKNOWN_PATTERN } from '@/lib/domain/patterns';
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
import type { ImportInput } from './import-benchmark';
import type { ReadFolder } from './read-folder';
import { knownBenchmark, notYetImported } from './known-benchmark';
import type { StagedImage } from './stage-images';

interface Content {
  folder: ReadFolder;
  /** Those that have both images. */
  pairs: ReadFolder['pairs'];
  images: ReadonlyMap<number, StagedImage>;
}

/** After all pairs that a mining run has found: nobody is offered an imported one to write. */
const PRIORITY = 1_000_000_000;

export async function storeBenchmark(
  tx: Tx,
  ctx: Ctx,
  input: ImportInput,
  { folder, pairs: whole, images }: Content,
) {
  const { projectId, userId } = input;
  const now = ctx.clock.now();
  // Pairs are numbered one after the other, also while a mining run ends.
  const [project] = await tx.$queryRaw<{ next: number }[]>`
    SELECT "nextPairNumber" AS "next" FROM "Project" WHERE "id" = ${projectId}::uuid FOR UPDATE`;
  const first = project?.next ?? 1;
  // Somebody may have imported the same meanwhile; from here on the lock lets in one at a time.
  const there = await knownBenchmark(tx, projectId, folder.questionsSha256);
  const pairs = notYetImported(there, whole);
  // Whose licence keeps pairs out of releases is told by the batch of their images, so there is one.
  const benchmark = there ?? (await makeBenchmark(tx, ctx, input, folder.questionsSha256));
  const imageIds = await storeImages(tx, ctx, { projectId, ...benchmark }, images);
  const rows = pairs.map((pair, k) => {
    const [odd, even] = [2 * pair.position - 1, 2 * pair.position].map((i) => imageIds.get(i)!);
    const oddIsA = odd! < even!;
    return {
      pair,
      id: ctx.rng.uuid(),
      questionId: ctx.rng.uuid(),
      number: first + k,
      imageAId: oddIsA ? odd! : even!,
      imageBId: oddIsA ? even! : odd!,
      oddSide: oddIsA ? ('A' as const) : ('B' as const),
      // Option 1 is (a).
      keyForA: pair.keys[oddIsA ? 0 : 1] === '(a)' ? 1 : 2,
    };
  });
  await refuseKnownPairs(tx, projectId, rows);
  await tx.pair.createMany({
    data: rows.map(({ id, number, imageAId, imageBId, pair }) => ({
      ...{ id, projectId, number, imageAId, imageBId },
      // Its authors published it; nobody here reviews it before people are measured on it.
      status: 'APPROVED' as const,
      priority: PRIORITY + pair.position,
      createdAt: now,
      updatedAt: now,
    })),
  });
  const patternOf = (position: number): string =>
    folder.patterns.get(2 * position - 1) ?? folder.patterns.get(2 * position) ?? UNKNOWN_PATTERN;
  await tx.questionVersion.createMany({
    data: rows.map(({ id, questionId, keyForA, pair }) => ({
      id: questionId,
      pairId: id,
      version: 1,
      authorId: userId,
      question: pair.question,
      optionOne: pair.options[0],
      optionTwo: pair.options[1],
      keyForA,
      statementA: '',
      statementB: '',
      pattern: patternOf(pair.position),
      idempotencyKey: `import-${questionId}`,
      submittedAt: now,
    })),
  });
  await tx.$executeRaw`
    UPDATE "Pair" p SET "currentQuestionId" = q."id"
    FROM "QuestionVersion" q WHERE q."pairId" = p."id"
      AND p."id" = ANY(${rows.map(({ id }) => id)}::uuid[])`;
  await tx.importedPair.createMany({
    data: rows.map(({ id, oddSide, pair }) => ({
      pairId: id,
      benchmarkId: benchmark.id,
      position: pair.position,
      oddSide,
    })),
  });
  await tx.pairExposure.createMany({
    data: rows.map(({ id }) => ({ pairId: id, userId, reason: 'imported', at: now })),
  });
  await tx.project.update({
    where: { id: projectId },
    data: { nextPairNumber: { increment: rows.length } },
    select: { id: true },
  });
  const known = pairs.filter(({ position }) => patternOf(position) !== UNKNOWN_PATTERN);
  await audit(tx, ctx, {
    projectId,
    action: 'benchmark.import',
    subjectType: 'ImportedBenchmark',
    subjectId: benchmark.id,
    data: { name: benchmark.name, pairs: rows.length, licence: benchmark.licence },
  });
  return {
    benchmarkId: benchmark.id,
    pairs: rows.length,
    numbers: { first, last: first + rows.length - 1 },
    patterns: known.length,
  };
}

async function makeBenchmark(tx: Tx, ctx: Ctx, input: ImportInput, questionsSha256: string) {
  const { projectId, userId: createdById, name, releaseAllowed, source, licence } = input;
  const createdAt = ctx.clock.now();
  const { id: batchId } = await tx.uploadBatch.create({
    data: { projectId, createdById, source, licence, createdAt, finishedAt: createdAt },
    select: { id: true },
  });
  const { id } = await tx.importedBenchmark.create({
    data: { projectId, batchId, name, releaseAllowed, questionsSha256, createdById, createdAt },
    select: { id: true },
  });
  return { id, name, source, licence, batchId };
}

/** Image ids by Index. A picture that the project has already keeps its row, with its own provenance. */
async function storeImages(
  tx: Tx,
  ctx: Ctx,
  batch: Pick<ImportInput, 'projectId' | 'source' | 'licence'> & { batchId: string },
  images: ReadonlyMap<number, StagedImage>,
): Promise<Map<number, string>> {
  const all = [...images.values()];
  const known = await tx.image.findMany({
    where: {
      projectId: batch.projectId,
      OR: [
        { sha256: { in: all.map((image) => image.served.sha256) } },
        { originalSha256: { in: all.map((image) => image.originalSha256) } },
      ],
    },
    select: { id: true, sha256: true, originalSha256: true },
  });
  const idOf = new Map<string, string>();
  for (const { id, sha256, originalSha256 } of known) {
    idOf.set(sha256, id).set(originalSha256, id);
  }
  const ids = new Map<number, string>();
  const fresh: (StagedImage & { id: string })[] = [];
  for (const image of all) {
    let id = idOf.get(image.originalSha256) ?? idOf.get(image.served.sha256);
    if (id === undefined) {
      id = ctx.rng.uuid();
      fresh.push({ ...image, id });
      idOf.set(image.originalSha256, id).set(image.served.sha256, id);
    }
    ids.set(image.index, id);
  }
  const createdAt = ctx.clock.now();
  await tx.image.createMany({
    data: fresh.map(({ id, name, originalSha256, format, served }) => ({
      id,
      projectId: batch.projectId,
      batchId: batch.batchId,
      sha256: served.sha256,
      originalSha256,
      originalName: name,
      originalFormat: format,
      width: served.width,
      height: served.height,
      bytes: served.bytes,
      source: batch.source,
      licence: batch.licence,
      createdAt,
    })),
  });
  await tx.imageVariant.createMany({
    data: fresh.flatMap(({ id, variants }) =>
      variants.map(({ width, height, sha256, bytes }) => ({
        ...{ imageId: id, width, height, sha256, bytes },
      })),
    ),
  });
  await tx.uploadFile.createMany({
    data: all.map(({ index, name }) => {
      const imageId = ids.get(index)!;
      const added = fresh.some((image) => image.id === imageId && image.index === index);
      const outcome = added ? ('ADDED' as const) : ('DUPLICATE' as const);
      return { batchId: batch.batchId, name, outcome, imageId, createdAt };
    }),
  });
  return ids;
}

async function refuseKnownPairs(
  tx: Tx,
  projectId: string,
  rows: readonly { imageAId: string; imageBId: string; pair: { position: number } }[],
): Promise<void> {
  const there = await tx.$queryRaw<{ number: number; imageAId: string; imageBId: string }[]>`
    SELECT p."number", p."imageAId", p."imageBId" FROM "Pair" p
    JOIN unnest(
      ${rows.map((row) => row.imageAId)}::uuid[], ${rows.map((row) => row.imageBId)}::uuid[]
    ) AS f("a", "b") ON f."a" = p."imageAId" AND f."b" = p."imageBId"
    WHERE p."projectId" = ${projectId}::uuid ORDER BY p."number"`;
  if (there.length === 0) return;
  const list = there.map((pair) => pair.number).join(', ');
  throw new AppError(
    'conflict',
    `The project has pairs of the same images already: ${list}. Nothing was imported. Import the benchmark into a project of its own.`,
    { key: 'benchmarkPairsKnown', params: { list } },
  );
}
