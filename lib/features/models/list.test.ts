import { describe, expect, it } from 'vitest';
import type { Ctx } from '@/lib/infra/context';
import { COMMIT, FILES, sha256 } from '@/lib/infra/models/testing';
import { as, makeMember, userActor } from '@/lib/testing/factories';
import { modelDetail } from './model-detail';
import { listModels } from './queries';
import type { ModelListQuery } from './schemas';
import { startPull } from './start-pull';
import { startVerify } from './start-verify';
import { ALL, useModelWorld } from './test-world';

const { world, start, run } = useModelWorld();

describe('what the page shows', () => {
  it('finds by words of name, family and licence, by role and by state', async () => {
    const find = async (query: Partial<ModelListQuery>) =>
      (
        await listModels(
          world.ctx,
          { projectId: world.project.id, query: { ...ALL, ...query } },
          world.source,
        )
      ).offered.map(({ id }) => id);
    expect(await find({ q: 'CLIP apache' })).toEqual(['small-clip']);
    expect(await find({ q: 'dino' })).toEqual([]);
    expect(await find({ state: 'download' })).toEqual(['small-clip']);
    expect(await find({ state: 'installed' })).toEqual([]);
  });

  it('tells files, hashes and commit of what is installed, and of nobody’s id that it is not there', async () => {
    await run((await start()).jobId);
    const detail = await modelDetail(
      world.ctx,
      { projectId: world.project.id, encoderId: 'small-clip' },
      world.source,
    );
    expect(detail.repository).toEqual({ name: 'lab/small-clip', revision: COMMIT });
    expect(detail.files).toContainEqual({
      path: 'vision_model.onnx',
      bytes: FILES['onnx/vision_model.onnx']!.length,
      sha256: sha256(FILES['onnx/vision_model.onnx']!),
    });
    await expect(
      modelDetail(world.ctx, { projectId: world.project.id, encoderId: 'none' }, world.source),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('who may', () => {
  it('look: everybody of the project but raters; download and verify: its administrators', async () => {
    const members = await Promise.all(
      (['ANNOTATOR', 'REVIEWER', 'RESEARCHER', 'RATER', 'ADMIN'] as const).map(async (role) => ({
        role,
        ctx: as(
          world.ctx,
          userActor(
            await makeMember(world.database.db, world.project.id, role),
            world.project.id,
            role,
          ),
        ),
      })),
    );
    const may = async (call: (ctx: Ctx) => Promise<unknown>) => {
      const roles: string[] = [];
      for (const member of members) {
        const told = await call(member.ctx).then(
          () => 'done',
          (error: { code?: string }) => error.code,
        );
        // Whoever may not is refused before anything is looked up.
        if (told !== 'forbidden') roles.push(member.role);
      }
      return roles;
    };
    const projectId = world.project.id;
    expect(await may((c) => listModels(c, { projectId, query: ALL }, world.source))).toEqual([
      'ANNOTATOR',
      'REVIEWER',
      'RESEARCHER',
      'ADMIN',
    ]);
    expect(
      await may((c) => modelDetail(c, { projectId, encoderId: 'none' }, world.source)),
    ).toEqual(['ANNOTATOR', 'REVIEWER', 'RESEARCHER', 'ADMIN']);
    expect(await may((c) => startPull(c, { projectId, encoderId: 'none' }))).toEqual(['ADMIN']);
    expect(await may((c) => startVerify(c, { projectId }))).toEqual(['ADMIN']);
  });
});
