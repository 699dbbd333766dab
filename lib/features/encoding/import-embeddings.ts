import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CATALOGUE } from '@/lib/domain/catalogue';
import { sameEmbeddingKey, type EmbeddingKey } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { guessMatchKey, type MatchKey } from '@/lib/domain/match-images';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { openEmbeddingFiles, type EmbeddingPart } from '@/lib/infra/embeddings/embedding-parts';
import { importedEncoders } from '@/lib/infra/embeddings/imported';
import { embeddedImages } from '@/lib/infra/embeddings/load-matrix';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { hashOfFile } from '@/lib/infra/models/file-hash';
import { loadImagePlaces } from './image-places';
import type { ImportFields } from './import-fields';
import { assertAcceptable } from './import-refusals';
import { removedMeanwhile, storeImported } from './store-imported';
import { surveyRows, type ImportReport } from './survey-rows';

export interface ImportOptions {
  signal?: AbortSignal;
  /** Rows checked so far, and then rows that are stored or need not be, of all. */
  onProgress?: (step: 'survey' | 'store', done: number, total: number) => void;
  /** Called before anything is stored, also where the import is then refused. */
  onReport?: (report: ImportReport) => void;
  registry?: EncoderRegistry;
  /** Rows put in the order of their images at a time. */
  sortedBytes?: number;
}

/**
 * Stores embeddings that were computed elsewhere, so that mining can use them: as unit float32 rows
 * under the declared encoder, weights and preprocessing. All files are read twice: first every row is
 * checked and matched, and only then is anything stored, shard by shard; an import that broke off goes
 * on when it is asked for again. An image that has such an embedding keeps it.
 *
 * Throws `invalid` or `conflict` for an id that is taken, `not-found` for files, `unprocessable` with
 * the row's number for a vector that cannot be used, and where rows and images do not fit together.
 */
export async function importEmbeddings(
  ctx: Ctx,
  input: ImportFields & { projectId: string; path: string },
  { signal, onProgress, onReport, registry = installedEncoders(), sortedBytes }: ImportOptions = {},
): Promise<ImportReport & { stored: number }> {
  authorize(ctx, 'models:manage', input.projectId);
  const { projectId } = input;
  const key: EmbeddingKey = {
    encoderId: input.encoderId,
    weightsHash: input.weightsHash,
    preprocessing: input.preprocessing,
  };
  await refuseTakenId(registry, key.encoderId);
  const known = (await importedEncoders(ctx.db, projectId, key.encoderId))[0];
  if (known && (!sameEmbeddingKey(known.key, key) || known.role !== input.role)) {
    throw otherEncoder(key.encoderId);
  }
  const knownId = known ? await idOf(ctx.db, projectId, key) : null;

  const { parts, paths } = await openEmbeddingFiles(input.path, input);
  const files = await describeFiles(paths, signal);
  const matchedBy = input.key ?? (await keyOfFirst(parts));
  const places = await loadImagePlaces(ctx, projectId, matchedBy);
  const has = new Set(await embeddedImages(ctx, projectId, key));
  const total = parts.reduce((sum, part) => sum + part.rows, 0);
  const during = (step: 'survey' | 'store') => ({
    signal,
    onRows: (done: number) => onProgress?.(step, done, total),
  });
  const about = { encoder: key.encoderId, matchedBy, has };
  const survey = await surveyRows(parts, places, about, during('survey'));
  const { report } = survey;
  onReport?.(report);
  assertAcceptable(report, input.allowMissing);
  if (known && known.dimensions !== report.dimensions) throw otherEncoder(key.encoderId);

  const importId = await begin(ctx, input, key, report, files, knownId);
  const assertUnchanged = () => assertSameFiles(files);
  const stored = await storeImported(
    ctx,
    { projectId, key, parts, places, survey, has, assertUnchanged, importId },
    { ...during('store'), sortedBytes },
  );
  await ctx.db.embeddingImport.update({
    where: { id: importId },
    data: { finishedAt: ctx.clock.now() },
    select: { id: true },
  });
  return { ...report, stored };
}

/** The row of an encoder that was there; of one that is gone by now, none that another import could make. */
async function idOf(
  db: Ctx['db'],
  projectId: string,
  { encoderId }: EmbeddingKey,
): Promise<string> {
  const row = await db.importedEncoder.findUnique({
    where: { projectId_encoderId: { projectId, encoderId } },
    select: { id: true },
  });
  if (!row) throw removedMeanwhile(encoderId);
  return row.id;
}

/** The encoder, the import and its place in the audit log, before the first embedding. */
async function begin(
  ctx: Ctx,
  input: ImportFields & { projectId: string },
  key: EmbeddingKey,
  report: ImportReport,
  files: readonly DescribedFile[],
  /** The encoder's row when this import looked for images that have its embedding. */
  knownId: string | null,
): Promise<string> {
  const { projectId } = input;
  return inTransaction(ctx.db, async (tx) => {
    const encoder = await tx.importedEncoder.upsert({
      where: { projectId_encoderId: { projectId, encoderId: key.encoderId } },
      create: {
        projectId,
        ...key,
        name: input.name ?? key.encoderId,
        role: input.role,
        dimensions: report.dimensions,
        createdAt: ctx.clock.now(),
      },
      update: input.name ? { name: input.name } : {},
    });
    // Another import may have made it meanwhile.
    if (!sameEmbeddingKey(encoder, key) || encoder.dimensions !== report.dimensions) {
      throw otherEncoder(key.encoderId);
    }
    // Somebody may have removed it, with embeddings that this import counts on.
    if (knownId !== null && encoder.id !== knownId) throw removedMeanwhile(key.encoderId);
    const { id } = await tx.embeddingImport.create({
      data: {
        encoderId: encoder.id,
        files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
        matchedBy: report.matchedBy,
        rows: report.rows,
        matched: report.matched,
        missing: report.missing.count,
        unknown: report.unknown.count,
        duplicates: report.duplicates.count,
        createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        createdAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'embeddings.import',
      subjectType: 'ImportedEncoder',
      subjectId: encoder.id,
      data: { encoder: key.encoderId, weights: key.weightsHash, matched: report.matched },
    });
    return id;
  });
}

/** An id means one encoder: those that run have theirs, the catalogue's are kept for them. */
async function refuseTakenId(registry: EncoderRegistry, encoderId: string): Promise<void> {
  const installed = (await registry.list()).some(({ id }) => id === encoderId);
  if (!installed && !CATALOGUE.some(({ id }) => id === encoderId)) return;
  throw new AppError(
    'conflict',
    `"${encoderId}" is the id of an encoder that ${installed ? 'is installed here' : 'can be downloaded'}. Nothing was stored. Choose another id, such as "${encoderId}-imported".`,
  );
}

/** What the first rows look like. */
async function keyOfFirst(parts: readonly EmbeddingPart[]): Promise<MatchKey> {
  for await (const { keys } of parts[0]?.blocks() ?? []) return guessMatchKey(keys);
  return 'name';
}

interface DescribedFile {
  name: string;
  bytes: number;
  sha256: string;
  path: string;
  changed: number;
}

async function describeFiles(
  paths: readonly string[],
  signal: AbortSignal | undefined,
): Promise<DescribedFile[]> {
  const files: DescribedFile[] = [];
  for (const path of paths) {
    const { mtimeMs } = await stat(path);
    const hash = await hashOfFile(path, signal);
    if (!hash) throw changed(basename(path));
    files.push({ name: basename(path), ...hash, path, changed: mtimeMs });
  }
  return files;
}

async function assertSameFiles(files: readonly DescribedFile[]): Promise<void> {
  for (const { path, name, bytes, changed: at } of files) {
    const now = await stat(path).catch(() => null);
    if (now?.size !== bytes || now.mtimeMs !== at) throw changed(name);
  }
}

const changed = (name: string): AppError =>
  new AppError(
    'conflict',
    `${name} was changed while it was imported. Rows that were stored before are kept under an unfinished import. Import under another id once the file is whole.`,
  );

const otherEncoder = (encoderId: string): AppError =>
  new AppError(
    'conflict',
    `This project already has embeddings of "${encoderId}" with another role, other weights, preprocessing or dimensions. Nothing was stored. Embeddings of two encoders are never mixed: choose another id.`,
  );
