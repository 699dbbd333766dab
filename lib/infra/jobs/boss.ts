import PgBoss from 'pg-boss';
import type { Tx } from '../db/client';
import { executeSqlIn } from './boss-in-tx';

/** One queue for all kinds: workers are equal, and the Job row says what to do. */
export const QUEUE = 'blindpair-jobs';

/** A message says which hand-out of the job it is; an older one is ignored. */
export interface Message {
  jobId: string;
  attempt: number;
}

export function createBoss(url: string): PgBoss {
  return new PgBoss({
    connectionString: url,
    // One connection is enough to fetch; the embedded database serves few at a time.
    max: 1,
    schedule: false,
    // Finished messages carry nothing; the Job row is the history.
    archiveCompletedAfterSeconds: 3600,
    deleteAfterDays: 1,
  });
}

/** Creates pg-boss's schema and our queue. Part of `migrate`. */
export async function prepareQueue(url: string): Promise<void> {
  const boss = createBoss(url);
  boss.on('error', () => undefined);
  await boss.start();
  try {
    await boss.createQueue(QUEUE, {
      name: QUEUE,
      // A worker confirms a message as soon as it has claimed the Job row, which takes milliseconds.
      // One that died in between loses the message to another after a minute.
      expireInSeconds: 60,
      retryLimit: 20,
    });
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Sends inside the caller's transaction: no commit, no job. */
export async function sendIn(sender: PgBoss, tx: Tx, message: Message): Promise<void> {
  await sender.send(QUEUE, message, { db: executeSqlIn(tx) });
}
