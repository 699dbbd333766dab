import { Readable } from 'node:stream';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { AppError } from '@/lib/domain/errors';
import { MAX_IMAGE_BYTES, refusal, refusalSentence, type Refusal } from '@/lib/domain/image-rules';
import { authorize, type Ctx } from '@/lib/infra/context';
import { env } from '@/lib/infra/env';
import { ingestBytes, openBatch, refuse, type IngestResult } from './ingest-file';
import { receiveArchive } from './receive-archive';

/** What the browser is told of one upload. */
export type UploadAnswer =
  | { outcome: 'queued'; jobId: string }
  | { outcome: 'added'; imageId: string }
  | { outcome: 'duplicate'; imageId: string; of: string }
  | { outcome: 'refused'; reason: Refusal & { sentence: string } };

export interface UploadInput {
  projectId: string;
  batchId: string;
  name: string;
  body: ReadableStream<Uint8Array> | null;
  /** As the client says; only ever used to refuse early. 0 when unknown. */
  declaredBytes: number;
}

/** A zip streams to storage and becomes a job; an image is taken within the request. */
export async function receiveUpload(ctx: Ctx, input: UploadInput): Promise<UploadAnswer> {
  authorize(ctx, 'corpus:add', input.projectId);
  const { projectId, batchId, name } = input;
  const isArchive = /\.zip$/i.test(name);
  const limit = isArchive ? env().MAX_UPLOAD_MB * 1024 ** 2 : MAX_IMAGE_BYTES;
  if (isArchive && input.declaredBytes > limit) throw tooLarge(limit);
  const body = input.body
    ? Readable.fromWeb(input.body as unknown as NodeReadableStream)
    : Readable.from([]);

  if (isArchive) {
    const { jobId } = await receiveArchive(ctx, {
      projectId,
      batchId,
      body: Readable.from(capped(body, limit)),
    });
    return { outcome: 'queued', jobId };
  }
  const batch = await openBatch(ctx, input);
  const bytes = input.declaredBytes > limit ? null : await readWithin(body, limit);
  return toAnswer(
    bytes === null
      ? await refuse(ctx, batch, name, refusal('too-large', { limit: limit / 1024 ** 2 }))
      : await ingestBytes(ctx, batch, name, bytes),
  );
}

const toAnswer = (result: IngestResult): UploadAnswer =>
  result.outcome === 'refused'
    ? {
        outcome: 'refused',
        reason: { ...result.reason, sentence: refusalSentence(result.reason) },
      }
    : result;

async function* capped(body: Readable, limit: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(limit);
    yield chunk;
  }
}

/** The whole body, or null as soon as it is longer than the limit. */
async function readWithin(body: Readable, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (limit: number): AppError =>
  new AppError(
    'payload-too-large',
    `The archive is larger than ${Math.floor(limit / 1024 ** 2)} MB. Nothing of it was stored. Split it and add the parts.`,
    { key: 'uploadTooLarge', params: { limit: Math.floor(limit / 1024 ** 2) } },
  );
