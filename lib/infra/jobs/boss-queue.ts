import PgBoss from 'pg-boss';
import { AppError, notFound } from '@/lib/domain/errors';
import type { Tx } from '../db/client';
import { sendIn } from './boss';
import { storedError } from './kept-error';
import type { JobQueue, NewJob } from './queue';

/**
 * The queue as the web server and the command line use it: writes the Job row and the message in the
 * caller's transaction. It needs no connection of its own and is never started.
 */
export function createJobQueue(): JobQueue {
  // The address is never dialled: every send goes through the caller's transaction.
  const sender = new PgBoss({ connectionString: 'postgres://unused' });

  return {
    async enqueue(tx: Tx, job: NewJob) {
      const row = await tx.job.create({
        data: {
          kind: job.kind,
          projectId: job.projectId,
          payload: job.payload,
          createdById: job.createdById ?? null,
        },
        select: { id: true, attempt: true },
      });
      await sendIn(sender, tx, { jobId: row.id, attempt: row.attempt });
      return row.id;
    },

    async cancel(tx, jobId) {
      // A queued job ends here; a running one is told, and its worker ends it.
      const ended = await tx.job.updateMany({
        where: { id: jobId, status: 'QUEUED' },
        data: { status: 'CANCELLED', cancelRequested: true },
      });
      if (ended.count === 1) return;
      const asked = await tx.job.updateMany({
        where: { id: jobId, status: 'RUNNING' },
        data: { cancelRequested: true },
      });
      if (asked.count === 0) {
        throw new AppError('conflict', 'The job has already ended.', { key: 'jobEnded' });
      }
    },

    async resume(tx, jobId) {
      const rows = await tx.job.updateManyAndReturn({
        where: { id: jobId, status: { in: ['FAILED', 'CANCELLED'] } },
        data: {
          status: 'QUEUED',
          cancelRequested: false,
          ...storedError(null),
          finishedAt: null,
          attempt: { increment: 1 },
        },
        select: { id: true, attempt: true },
      });
      const row = rows[0];
      if (!row) throw notFound('A job that can be resumed');
      await sendIn(sender, tx, { jobId: row.id, attempt: row.attempt });
    },
  };
}
