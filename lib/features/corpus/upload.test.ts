import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { scene } from '@/lib/infra/images/testing';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject } from '@/lib/testing/factories';
import { createBatch } from './create-batch';
import { handler } from './ingest.handler';
import { ingestJob } from './ingest.job';
import { receiveUpload } from './receive-upload';

let database: TestDatabase;
let ctx: WorkerCtx;
let projectId: string;
let batchId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  await prepareQueue(database.url);
  const encoders = installedEncoders();
  ctx = { ...makeCtx(database.db), encoders, pool: new EncoderPool({ registry: encoders }) };
});
afterAll(async () => {
  await ctx.pool.close();
  await database.stop();
});
beforeEach(async () => {
  projectId = (await makeProject(database.db)).id;
  ({ batchId } = await createBatch(ctx, { projectId, source: 'own', licence: 'CC0-1.0' }));
});

const send = (name: string, bytes: Buffer) =>
  receiveUpload(ctx, {
    projectId,
    batchId,
    name,
    body: new Blob([new Uint8Array(bytes)]).stream(),
    declaredBytes: bytes.length,
  });

async function zipOf(files: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of Object.entries(files)) zip.addBuffer(bytes, name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

describe('an upload', () => {
  it('of a zip becomes a job that takes its images, reports the bad ones and removes the zip', async () => {
    const one = await scene(64, 64, 1).png().toBuffer();
    const zip = await zipOf({
      'a/one.png': one,
      'a/two.jpg': await scene(64, 64, 2).jpeg().toBuffer(),
      'a/again.png': one,
      'notes.txt': Buffer.from('words'),
    });
    const answer = await send('photos.ZIP', zip);
    if (answer.outcome !== 'queued') throw new Error(answer.outcome);
    const job = await database.db.job.findUniqueOrThrow({ where: { id: answer.jobId } });
    expect(job).toMatchObject({ kind: 'ingest', status: 'QUEUED', projectId });

    const payload = ingestJob.parse(job.payload);
    const handle = {
      jobId: job.id,
      projectId,
      attempt: 0,
      signal: new AbortController().signal,
      progress: async () => undefined,
    };
    const result = { batchId, added: 2, duplicate: 1, refused: 1 };
    expect(await handler(ctx, payload, handle)).toEqual(result);
    expect(await ctx.storage.stat(payload.uploadKey)).toBeNull();
    // Handed out again because the worker died before it could say that it was done.
    expect(await handler(ctx, payload, handle)).toEqual(result);
  });

  it('of an image is answered at once, with the reason when it is refused', async () => {
    const jpeg = await scene(64, 64, 3).jpeg().toBuffer();
    expect(await send('x.jpg', jpeg)).toMatchObject({ outcome: 'added' });
    expect(await send('y.jpg', jpeg)).toMatchObject({ outcome: 'duplicate', of: 'x.jpg' });
    expect(await send('z.png', Buffer.from('<svg/>'))).toMatchObject({
      outcome: 'refused',
      reason: { code: 'svg' },
    });
  });
});
