import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, isAppError, type KeptError } from '@/lib/domain/errors';
import {
  MANIFEST_FILE,
  MMVP_CSV,
  MMVP_VLM_CSV,
  RECORDS_FILE,
} from '@/lib/domain/formats/release-paths';
import { validateRelease } from '@/lib/domain/formats/validate-release';
import { miniatureAmong } from '@/lib/infra/encoders/miniature';
import { keptError, storedError } from '@/lib/infra/jobs/kept-error';
import type { JobHandle, JobHandler } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';
import { readZip, sha256OfFile } from '@/lib/infra/zip/read-zip';
import { textEntry, writeZip, type ZipEntry } from '@/lib/infra/zip/write-zip';
import { buildRelease, type BuiltRelease } from './build-release';
import { loadRelease, type LoadedRelease } from './load-release';
import { failRelease, publishRelease } from './publish-release';
import type { ReleasePayload } from './schemas';

/**
 * Writes the archive, reads it back from the disk, compares every cell and hash with the database,
 * and only then publishes. Nothing is visible before that; running it again starts from the top.
 */
export const makeReleaseHandler =
  ({ scratch }: { scratch: string }): JobHandler<ReleasePayload> =>
  async (ctx, { releaseId }, job) => {
    const release = await loadRelease(ctx.db, job.projectId, releaseId);
    if (release.status === 'PUBLISHED') return { releaseId, version: release.version };
    await ctx.db.release.updateMany({
      where: { id: releaseId, status: 'FAILED' },
      data: { status: 'BUILDING', ...storedError(null) },
    });
    const prefix = `release-${releaseId}-`;
    await removeAttempts(scratch, prefix);
    const path = join(scratch, `${prefix}${job.attempt}.zip`);
    try {
      const built = await write(ctx, release, path, job);
      await verify(built, path, job);
      job.signal.throwIfAborted();
      await publishRelease(ctx, {
        release,
        attempt: job,
        path,
        sha256: await sha256OfFile(path),
        manifestSha256: built.manifestSha256,
      });
      return { releaseId, version: release.version, pairs: release.pairs.length };
    } catch (error) {
      // Cancelled or taken over: the release stays as it is, and resuming builds it.
      if (!job.signal.aborted) {
        await failRelease(ctx, { release, attempt: job, error: shownOf(error) });
      }
      throw error;
    } finally {
      await rm(path, { force: true });
    }
  };

async function write(
  ctx: WorkerCtx,
  release: LoadedRelease,
  path: string,
  job: JobHandle,
): Promise<BuiltRelease> {
  const sizes = new Map<string, number>();
  for (const pair of release.pairs) {
    for (const { sha256 } of [pair.images.A, pair.images.B]) {
      const stored = await ctx.storage.stat(blobKey(sha256));
      if (!stored) throw imageGone(pair.number);
      sizes.set(sha256, stored.bytes);
    }
  }
  const encoders = release.pairs.flatMap(({ similarities }) => [
    similarities.semantic.encoder,
    similarities.visual.encoder,
  ]);
  const built = await buildRelease(release, {
    miniature: await miniatureAmong(ctx.encoders, encoders),
    bytesOf: (sha256) => sizes.get(sha256) ?? 0,
  });
  const entries: ZipEntry[] = [
    ...[...built.texts].map(([name, text]) => textEntry(name, text)),
    ...[...built.images].map(([name, sha256]) => ({
      path: name,
      open: () => ctx.storage.stream(blobKey(sha256)),
      compress: false,
    })),
  ];
  const total = entries.length;
  await writeZip(path, entries, {
    mtime: release.createdAt,
    signal: job.signal,
    onEntry: (done) => {
      job
        .progress({ done, total, step: 'write' })
        .catch((error: unknown) => ctx.log.warn({ err: error }, 'progress not stored'));
    },
  });
  await job.progress({ done: total, total, step: 'verify' });
  return built;
}

async function verify(built: BuiltRelease, path: string, job: JobHandle): Promise<void> {
  const texts = new Set([MMVP_CSV, MMVP_VLM_CSV, RECORDS_FILE, MANIFEST_FILE]);
  const back = await readZip(path, texts, job.signal);
  const problems = validateRelease({
    records: built.records,
    texts: {
      mmvpCsv: back.texts.get(MMVP_CSV) ?? '',
      mmvpVlmCsv: back.texts.get(MMVP_VLM_CSV) ?? null,
      records: back.texts.get(RECORDS_FILE) ?? '',
      manifest: back.texts.get(MANIFEST_FILE) ?? '',
    },
    found: back.files.filter((file) => file.path !== MANIFEST_FILE),
  });
  const [first] = problems;
  if (!first) return;
  const where = first.row === null ? first.file : `${first.file}, row ${first.row}`;
  throw new AppError(
    'unprocessable',
    `The export was written but is not what was to be released (${where}: ${first.message} ${problems.length} problems in all). Nothing was published.`,
    { key: 'releaseDiffers', params: { where, problem: first.message, count: problems.length } },
  );
}

/** Archives that a killed worker left behind. */
async function removeAttempts(scratch: string, prefix: string): Promise<void> {
  await mkdir(scratch, { recursive: true });
  for (const name of await readdir(scratch)) {
    if (name.startsWith(prefix)) await rm(join(scratch, name), { force: true });
  }
}

const imageGone = (number: number): AppError =>
  new AppError(
    'unprocessable',
    `An image of pair ${number} is missing from the data folder. Nothing was published. Restore the data folder from a backup, then resume.`,
    { key: 'releaseImageGone', params: { number } },
  );

const shownOf = (error: unknown): KeptError =>
  isAppError(error)
    ? keptError(error)
    : {
        message:
          'Something went wrong on our side. Nothing was published. Resume the job to try again.',
        key: 'unexpectedInRelease',
      };
