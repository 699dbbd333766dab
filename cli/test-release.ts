/** Checked and released worlds, and readers of their archives that share no code with the exporter. */
import { createHash } from 'node:crypto';
import { fromBufferPromise } from 'yauzl';
import { handler as checkHandler } from '@/lib/features/checks/check.handler';
import { createCheckRun } from '@/lib/features/checks/create-check-run';
import { createRelease } from '@/lib/features/release/create-release';
import { makeReleaseHandler } from '@/lib/features/release/release.handler';
import type { Db } from '@/lib/infra/db/client';
import { releasePrefix } from '@/lib/infra/storage/storage';
import {
  makeMeasuredWorld,
  testHandle,
  type MeasuredWorld,
  type RealPairs,
  type WorldOptions,
} from '@/lib/testing/measured-world';

/** What a test file makes once. */
export interface Bench {
  db: Db;
  real: RealPairs;
  /** Where archives are built. */
  scratch: string;
}

export async function checked({ db, real }: Bench, options: WorldOptions = {}) {
  const world = await makeMeasuredWorld(db, real, options);
  const { ctx, projectId, studyId } = world;
  const { checkRunId, jobId } = await createCheckRun(ctx, { projectId, studyId });
  await checkHandler(ctx, { checkRunId }, testHandle(projectId, jobId));
  // As the worker leaves it; a run whose job has not ended keeps the next one from starting.
  await db.job.update({ where: { id: jobId }, data: { status: 'DONE' } });
  return { ...world, checkRunId };
}

export async function released(bench: Bench, options: WorldOptions = {}) {
  const world = await checked(bench, options);
  const made = await createRelease(world.ctx, { ...world, name: '' });
  await makeReleaseHandler(bench)(
    world.ctx,
    { releaseId: made.releaseId },
    testHandle(world.projectId, made.jobId),
  );
  return { ...made, ...world };
}

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    files.set(entry.fileName, Buffer.concat(parts));
  }
  return files;
}

/** RFC 4180 with quotes, written apart from the exporter's library. */
export function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.filter((row) => row.length > 1);
}

export const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

/** Where the archive of the release was published. */
export async function keyOf({ db, releaseId }: { db: Db; releaseId: string }): Promise<string> {
  const { storageKey } = await db.release.findUniqueOrThrow({ where: { id: releaseId } });
  if (storageKey === null) throw new Error('not published');
  return storageKey;
}

export async function zipOf(world: MeasuredWorld & { releaseId: string }) {
  return unzip(await world.ctx.storage.get(await keyOf(world)));
}

/** The files that attempts at the release have left in storage. */
export async function archivesOf(
  { ctx, projectId }: MeasuredWorld,
  releaseId: string,
): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of ctx.storage.list(releasePrefix(projectId, releaseId))) keys.push(key);
  return keys;
}
