import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { AppError } from '@/lib/domain/errors';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { env } from '@/lib/infra/env';
import type { BenchmarkFields } from './schemas';

interface ReceiveInput extends BenchmarkFields {
  projectId: string;
  body: ReadableStream<Uint8Array> | null;
  /** As the client says; only ever used to refuse early. 0 when unknown. */
  declaredBytes: number;
}

/** Stores an uploaded zip as it streams in and enqueues the job that imports it. */
export async function receiveBenchmark(ctx: Ctx, input: ReceiveInput): Promise<{ jobId: string }> {
  authorize(ctx, 'study:manage', input.projectId);
  authorize(ctx, 'corpus:add', input.projectId);
  const userId = requireUser(ctx);
  const { projectId, body, declaredBytes, ...fields } = input;
  const limit = env().MAX_UPLOAD_MB * 1024 ** 2;
  if (declaredBytes > limit) throw tooLarge(limit);
  const uploadKey = `uploads/${projectId}/${ctx.rng.uuid()}.zip`;
  const stream = body ? Readable.fromWeb(body as unknown as NodeReadableStream) : Readable.from([]);
  await ctx.storage.putStream(uploadKey, Readable.from(capped(stream, limit)));
  const jobId = await inTransaction(ctx.db, (tx) =>
    ctx.jobs.enqueue(tx, {
      kind: 'import-benchmark',
      projectId,
      payload: { ...fields, uploadKey, userId },
      createdById: userId,
    }),
  );
  return { jobId };
}

async function* capped(body: Readable, limit: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(limit);
    yield chunk;
  }
}

const tooLarge = (limit: number): AppError =>
  new AppError(
    'payload-too-large',
    `The archive is larger than ${Math.floor(limit / 1024 ** 2)} MB. Nothing of it was stored. Use \`blindpair import-benchmark\` on the machine of the instance.`,
    { key: 'benchmarkTooLarge', params: { limit: Math.floor(limit / 1024 ** 2) } },
  );
