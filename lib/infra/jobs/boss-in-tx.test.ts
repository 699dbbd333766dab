import PgBoss from 'pg-boss';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { inTransaction } from '../db/client';
import { executeSqlIn } from './boss-in-tx';

const QUEUE = 'try';

describeOnEachDatabase('pg-boss inside a Prisma transaction', (database) => {
  let boss: PgBoss;
  beforeAll(async () => {
    boss = new PgBoss({ connectionString: database().url, max: 3 });
    boss.on('error', () => undefined);
    await boss.start();
    await boss.createQueue(QUEUE);
  });
  afterAll(() => boss.stop({ graceful: false, wait: true }));

  it('has no job after the transaction is rolled back', async () => {
    let id: string | null = null;
    const failed = inTransaction(database().db, async (tx) => {
      id = await boss.send(QUEUE, { n: 1 }, { db: executeSqlIn(tx) });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(id).toEqual(expect.any(String));
    expect(await boss.fetch(QUEUE)).toEqual([]);
  });

  it('has the job, with its data and options, once the transaction is committed', async () => {
    const data = { jobId: '0b9e', list: [1, 'two', null], nested: { quote: `it's "so"` } };
    const id = await inTransaction(database().db, (tx) =>
      boss.send(QUEUE, data, {
        priority: 5,
        retryLimit: 2,
        retryDelay: 1,
        retryBackoff: true,
        expireInSeconds: 3600,
        singletonKey: 'only',
        db: executeSqlIn(tx),
      }),
    );
    const [job] = await boss.fetch<typeof data>(QUEUE, { includeMetadata: true });
    expect(job).toMatchObject({ id, data, priority: 5, retryLimit: 2, singletonKey: 'only' });
    await boss.complete(QUEUE, job?.id ?? '');
  });

  it('starts a delayed job not before its time', async () => {
    await inTransaction(database().db, (tx) =>
      boss.send(QUEUE, {}, { startAfter: 3600, db: executeSqlIn(tx) }),
    );
    expect(await boss.fetch(QUEUE)).toEqual([]);
  });

  it('hands a committed job to a worker', async () => {
    const worked = new Promise((resolve) => {
      void boss.work<{ n: number }>(QUEUE, { pollingIntervalSeconds: 0.5 }, ([job]) => {
        resolve(job?.data);
        return Promise.resolve();
      });
    });
    await inTransaction(database().db, (tx) =>
      boss.send(QUEUE, { n: 9 }, { db: executeSqlIn(tx) }),
    );
    expect(await worked).toEqual({ n: 9 });
  });
});
