import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import { cosine } from '@/lib/domain/mining/rows';
import { cosinesTo } from '@/lib/features/mining/explore/cosines-to';
import { addEmbedded } from '@/lib/features/mining/testing';
import { shaped } from '@/lib/infra/join/testing';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { makeProject } from '@/lib/testing/factories';
import { makeMiningWorld, SEMANTIC, type MiningWorld } from './test-world';

let world: MiningWorld;
let ctx: WorkerCtx;
beforeAll(async () => {
  world = await makeMiningWorld();
  ({ ctx } = world);
}, 120_000);
afterAll(() => world?.close());

describe('the images nearest to one', () => {
  it('reads each shard once, however many pages of ids lie across them', async () => {
    const other = (await makeProject(ctx.db)).id;
    const key = embeddingKey((await ctx.encoders.get(SEMANTIC)).description);
    const rows = shaped('isotropic', 60, 8, 1);
    // One shard after the other, while ids come in any order: as in an import.
    const imageIds = await addEmbedded(ctx, other, [{ key, rows }], 20);
    const reads: string[] = [];
    const get = (name: string) => {
      reads.push(name);
      return ctx.storage.get(name);
    };
    const counted = { ...ctx, storage: { ...ctx.storage, get } };
    const asked = { projectId: other, key, imageIds, imageId: imageIds[17]!, pageSize: 7 };
    expect([...(await cosinesTo(counted, asked))]).toEqual(
      imageIds.map((_, k) => cosine(rows, 17, rows, k)),
    );
    expect(reads).toHaveLength(3);
    expect(new Set(reads).size).toBe(3);
  });
});
