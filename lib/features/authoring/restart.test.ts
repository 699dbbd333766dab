/** What a restart of the server means for a person at work: nothing. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createDb } from '@/lib/infra/db/client';
import { startEmbedded } from '@/lib/infra/db/embedded';
import { migrateDeploy } from '@/lib/infra/db/migrate';
import {
  makeCtx,
  makeMember,
  makePairs,
  makeProject,
  TestClock,
  userActor,
  type TestUser,
} from '@/lib/testing/factories';
import { claimPair } from './claim-pair';
import { benchPair } from './queries';
import { renewLease } from './renew-lease';
import { saveDraft } from './save-draft';
import { submitQuestion } from './submit-question';
import { minutes, pairOf, READY } from './test-world';

// Two lives of a database, each opened, migrated and stopped: slow is not wrong.
vi.setConfig({ testTimeout: 180_000 });

it('a lease outlives a restart of the server: it is renewed, nobody else gets the pair, and the work is submitted', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'blindpair-restart-test-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const clock = new TestClock();
  /** One life of the server: opened, used, and stopped as SIGTERM stops it. */
  const life = async <T>(work: (db: ReturnType<typeof createDb>) => Promise<T>): Promise<T> => {
    const server = await startEmbedded({ dataDir });
    await migrateDeploy(server.url);
    const db = createDb(server.url);
    try {
      return await work(db);
    } finally {
      await db.$disconnect();
      await server.stop();
    }
  };
  let projectId = '';
  const as = (db: ReturnType<typeof createDb>, user: TestUser) =>
    makeCtx(db, userActor(user, projectId, 'ANNOTATOR'), clock);

  const { ann, bob, pair } = await life(async (db) => {
    projectId = (await makeProject(db)).id;
    await makePairs(db, projectId, 1);
    const [ann, bob] = [
      await makeMember(db, projectId, 'ANNOTATOR'),
      await makeMember(db, projectId, 'ANNOTATOR'),
    ];
    const pair = pairOf(await claimPair(as(db, ann), { projectId }));
    const content = { ...READY, question: 'Is the do' };
    await saveDraft(as(db, ann), {
      projectId,
      pairId: pair.id,
      questionId: null,
      baseVersion: 0,
      content,
    });
    return { ann, bob, pair };
  });
  clock.advance(minutes(5));
  await life(async (db) => {
    const input = { projectId, pairId: pair.id };
    expect(await claimPair(as(db, bob), { projectId })).toMatchObject({ reason: 'all-leased' });
    const lease = await renewLease(as(db, ann), input);
    expect(Date.parse(lease.leaseExpiresAt)).toBe(clock.now().getTime() + minutes(30));
    expect(await benchPair(as(db, ann), { projectId })).toMatchObject({
      id: pair.id,
      content: { question: 'Is the do' },
      draftVersion: 1,
    });
    const submit = { ...input, questionId: null, baseVersion: 1, content: READY };
    const idempotencyKey = 'd3b07384-d9a0-4c9b-8f5e-1f1f2b3c4d5e';
    const first = await submitQuestion(as(db, ann), { ...submit, idempotencyKey });
    expect(await submitQuestion(as(db, ann), { ...submit, idempotencyKey })).toEqual(first);
  });
});
