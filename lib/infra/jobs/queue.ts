/**
 * Jobs as the rest of the project sees them. The Job row is the truth about status, progress and
 * cancellation; pg-boss only hands jobs to workers.
 */
import type { Prisma } from '../db/generated/client';
import type { Tx } from '../db/client';
import type { WorkerCtx } from './worker-context';

export const JOB_KINDS = [
  'ingest',
  'hygiene',
  'encode',
  'mine',
  'check',
  'release',
  'score-encoders',
  'pull-encoder',
  'verify-encoders',
  'lens',
  'import-benchmark',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export interface NewJob {
  kind: JobKind;
  projectId: string;
  payload: Prisma.InputJsonObject;
  createdById?: string | null;
}

export interface JobQueue {
  /** Writes the Job row and enqueues, both inside the caller's transaction. Returns the job's id. */
  enqueue(tx: Tx, job: NewJob): Promise<string>;
  /** Asks a queued or running job to stop. */
  cancel(tx: Tx, jobId: string): Promise<void>;
  /** Queues a failed or cancelled job again; its handler goes on where it was. */
  resume(tx: Tx, jobId: string): Promise<void>;
}

/** What a handler gets besides the ctx. */
export interface JobHandle {
  jobId: string;
  projectId: string;
  attempt: number;
  /** Aborted when the job is cancelled, taken over by another worker, or the worker stops. */
  signal: AbortSignal;
  /** Stores progress (throttled) and refreshes the heartbeat. */
  progress(update: { done: number; total?: number; step?: string }): Promise<void>;
}

/** 'done' with a result for the page; failures are thrown (AppError: its sentence is shown). */
export type JobResult = Prisma.InputJsonObject;

/** A light definition; the body is loaded only in the worker. */
export interface JobDefinition<Payload> {
  kind: JobKind;
  parse(payload: unknown): Payload;
  load(): Promise<JobHandler<Payload>>;
}

export type JobHandler<Payload> = (
  ctx: WorkerCtx,
  payload: Payload,
  job: JobHandle,
) => Promise<JobResult>;

/** A definition with its payload type sealed in, so that a worker can hold jobs of all kinds. */
export interface RunnableJob {
  kind: JobKind;
  run(ctx: WorkerCtx, payload: unknown, job: JobHandle): Promise<JobResult>;
}

export const runnable = <Payload>(definition: JobDefinition<Payload>): RunnableJob => ({
  kind: definition.kind,
  async run(ctx, raw, job) {
    const payload = definition.parse(raw);
    const handler = await definition.load();
    return handler(ctx, payload, job);
  },
});
