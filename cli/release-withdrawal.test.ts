/** What happens to a release when people or workers leave while it is made. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdrawRater } from '@/lib/features/baseline/withdraw-rater';
import { createRelease } from '@/lib/features/release/create-release';
import { listReleases, releasableRuns } from '@/lib/features/release/queries';
import { makeReleaseHandler } from '@/lib/features/release/release.handler';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import { releaseKey } from '@/lib/infra/storage/storage';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { realPairs, testHandle, type MeasuredWorld } from '@/lib/testing/measured-world';
import { archivesOf, checked, keyOf, zipOf, type Bench } from './test-release';

let database: TestDatabase;
let bench: Bench;
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareQueue(database.url);
  const scratch = await mkdtemp(join(tmpdir(), 'blindpair-withdrawal-test-'));
  bench = { db: database.db, real: await realPairs(2), scratch };
});
afterAll(async () => {
  await bench.real.pool.close();
  await database.stop();
});

async function withdraw({ ctx, db, projectId, studyId }: MeasuredWorld, most: number) {
  const raters = await db.studyRater.findMany({
    where: { studyId, withdrawnAt: null },
    orderBy: { label: 'asc' },
    take: most,
    select: { id: true },
  });
  for (const { id } of raters) await withdrawRater(ctx, { projectId, studyId, studyRaterId: id });
}

const CHANGED = { key: 'releaseAnswersChanged' };

/** The handle of an attempt in which something happens once the archive has been written. */
const whenWritten = (handle: JobHandle, happens: () => Promise<unknown>): JobHandle => ({
  ...handle,
  progress: async ({ step }) => {
    if (step === 'verify') await happens();
  },
});

describe('a rater who withdraws', () => {
  it('while a release is built stops it, so that no deleted answer is published', async () => {
    const world = await checked(bench);
    const { ctx, projectId } = world;
    const made = await createRelease(ctx, { ...world, name: '' });
    const run = makeReleaseHandler(bench);
    const handle = testHandle(projectId, made.jobId);
    await expect(
      run(
        ctx,
        { releaseId: made.releaseId },
        whenWritten(handle, () => withdraw(world, 1)),
      ),
    ).rejects.toMatchObject(CHANGED);
    expect((await listReleases(ctx, { projectId })).releases[0]).toMatchObject({
      status: 'FAILED',
      error: CHANGED,
    });
    expect(await archivesOf(world, made.releaseId)).toEqual([]);
    expect(await world.db.auditEvent.count({ where: { projectId, action: 'release.fail' } })).toBe(
      1,
    );
    const pairs = await world.db.pair.findMany({ where: { projectId }, select: { status: true } });
    expect(pairs.map((pair) => pair.status)).toEqual(['CHECKED', 'CHECKED']);

    // The pairs are still measured by the others: resumed, it is made of what is left.
    await run(ctx, { releaseId: made.releaseId }, handle);
    const responses = (await zipOf({ ...world, releaseId: made.releaseId })).get(
      'responses.jsonl',
    )!;
    expect(responses.toString('utf8').trim().split('\n')).toHaveLength(2 * 4);
  });

  it('as the last one between checks and release leaves nothing that may be released', async () => {
    const world = await checked(bench);
    const { ctx, projectId } = world;
    const made = await createRelease(ctx, { ...world, name: '' });
    await withdraw(world, 3);
    expect(await releasableRuns(ctx, { projectId })).toMatchObject([{ pairs: 0 }]);
    await expect(createRelease(ctx, { ...world, name: '' })).rejects.toMatchObject({
      key: 'releaseNothingPassed',
    });
    await expect(
      makeReleaseHandler(bench)(
        ctx,
        { releaseId: made.releaseId },
        testHandle(projectId, made.jobId),
      ),
    ).rejects.toMatchObject(CHANGED);
  });
});

describe('an attempt at a release that was taken over', () => {
  it('publishes nothing, fails nothing, and removes no file but its own', async () => {
    const world = await checked(bench);
    const { ctx, db, projectId } = world;
    const made = await createRelease(ctx, { ...world, name: '' });
    const run = makeReleaseHandler(bench);
    const first = testHandle(projectId, made.jobId);
    const takeOver = async () => {
      await db.job.update({ where: { id: made.jobId }, data: { attempt: 2 } });
      // What the second attempt has in its place when the first comes to publish.
      await ctx.storage.put(releaseKey(projectId, made.releaseId, 2), Buffer.from('second'));
    };
    await expect(
      run(ctx, { releaseId: made.releaseId }, whenWritten(first, takeOver)),
    ).rejects.toThrow('taken');
    expect((await listReleases(ctx, { projectId })).releases[0]?.status).toBe('BUILDING');
    expect(await archivesOf(world, made.releaseId)).toEqual([
      releaseKey(projectId, made.releaseId, 2),
    ]);

    await run(ctx, { releaseId: made.releaseId }, { ...first, attempt: 3 });
    // The one that was never published is gone.
    expect(await archivesOf(world, made.releaseId)).toEqual([await keyOf({ db, ...made })]);
  });
});
