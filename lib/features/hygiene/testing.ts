/** A database with images that have bytes, for the tests of this feature. */
import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import { DEFAULT_THRESHOLDS, type Thresholds } from '@/lib/domain/hygiene/rules';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { page, scene } from '@/lib/infra/images/testing';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { JobHandle, JobResult } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject } from '@/lib/testing/factories';
import { handler } from './hygiene.handler';
import { startHygiene } from './start-hygiene';

export const big = (seed: number): Sharp => scene(320, 240, seed);

const plain = (background: string): Sharp =>
  sharp({ create: { width: 320, height: 240, channels: 3, background } });

export class HygieneWorld {
  projectId = '';
  /** Blobs read from storage, which each decoding needs. */
  reads = 0;

  private constructor(
    readonly database: TestDatabase,
    readonly ctx: WorkerCtx,
  ) {
    const { storage } = ctx;
    ctx.storage = {
      ...storage,
      get: (key: string) => {
        this.reads += 1;
        return storage.get(key);
      },
    };
  }

  static async open(): Promise<HygieneWorld> {
    const database = await createTestDatabase();
    await prepareQueue(database.url);
    const encoders = installedEncoders();
    const pool = new EncoderPool({ registry: encoders, threads: 1 });
    return new HygieneWorld(database, { ...makeCtx(database.db), encoders, pool });
  }

  async close(): Promise<void> {
    await this.ctx.pool.close();
    await this.database.stop();
  }

  async newProject(): Promise<void> {
    this.projectId = (await makeProject(this.database.db)).id;
    this.reads = 0;
  }

  /** Images with bytes, as ingest leaves them: name -> id. */
  async addImages(pictures: Record<string, Sharp>): Promise<Record<string, string>> {
    const { db } = this.database;
    const batch = await db.uploadBatch.create({
      data: { projectId: this.projectId, source: 'test', licence: 'CC0-1.0' },
    });
    const ids: Record<string, string> = {};
    for (const [name, picture] of Object.entries(pictures)) {
      const { data, info } = await picture
        .jpeg({ quality: 92 })
        .toBuffer({ resolveWithObject: true });
      const sha256 = createHash('sha256').update(data).digest('hex');
      await this.ctx.storage.put(blobKey(sha256), data);
      const { id } = await db.image.create({
        data: {
          projectId: this.projectId,
          batchId: batch.id,
          sha256,
          originalSha256: sha256,
          originalName: `${name}.jpg`,
          originalFormat: 'jpeg',
          width: info.width,
          height: info.height,
          bytes: data.length,
          source: 'test',
          licence: 'CC0-1.0',
        },
        select: { id: true },
      });
      ids[name] = id;
    }
    return ids;
  }

  /** As many small images, each another one. */
  addMany(count: number): Promise<Record<string, string>> {
    return this.addImages(
      Object.fromEntries(Array.from({ length: count }, (_, k) => [`p${k}`, scene(64, 48, k + 1)])),
    );
  }

  /** One image for each reason, and two that are fine. */
  async addOneOfEach(): Promise<Record<string, string>> {
    const original = await big(1).png().toBuffer();
    const ids = await this.addImages({
      original: sharp(original),
      copy: sharp(await sharp(original).resize(300).jpeg({ quality: 80 }).toBuffer()),
      fine: big(700),
      blank: plain('#777'),
      blurred: sharp(await big(400).blur(30).png().toBuffer()),
      dark: sharp(await big(900).linear(0.1, 0).png().toBuffer()),
      'washed-out': sharp(await big(1200).linear(0.06, 238).png().toBuffer()),
      text: page(320, 240, 10),
      small: scene(100, 90, 1500),
      broken: big(1800),
    });
    await this.ctx.storage.delete(await this.blobOf(ids.broken!));
    return ids;
  }

  async blobOf(imageId: string): Promise<string> {
    const { sha256 } = await this.database.db.image.findUniqueOrThrow({ where: { id: imageId } });
    return blobKey(sha256);
  }

  job(fields: Partial<JobHandle> = {}): JobHandle {
    return {
      jobId: 'unused',
      projectId: this.projectId,
      attempt: 0,
      signal: new AbortController().signal,
      progress: async () => undefined,
      ...fields,
    };
  }

  /** Starts a check and ends its job row, as the worker does around the handler. */
  async start(thresholds: Partial<Thresholds> = {}): Promise<{ runId: string; jobId: string }> {
    const started = await startHygiene(this.ctx, {
      projectId: this.projectId,
      thresholds: { ...DEFAULT_THRESHOLDS, ...thresholds },
    });
    await this.database.db.job.update({ where: { id: started.jobId }, data: { status: 'DONE' } });
    return started;
  }

  async check(thresholds: Partial<Thresholds> = {}): Promise<JobResult> {
    const { runId } = await this.start(thresholds);
    return handler(this.ctx, { runId }, this.job());
  }

  /** Name -> the reasons that hold. */
  async reasonsOf(): Promise<Record<string, string[]>> {
    const flags = await this.database.db.imageFlag.findMany({
      where: { projectId: this.projectId, current: true },
      select: { reason: true, image: { select: { originalName: true } } },
      orderBy: { reason: 'asc' },
    });
    const found: Record<string, string[]> = {};
    for (const { reason, image } of flags) {
      (found[image.originalName.replace('.jpg', '')] ??= []).push(reason);
    }
    return found;
  }
}
