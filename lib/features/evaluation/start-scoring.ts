import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { loadEvaluatedRelease } from './load-evaluated-release';

/** Enqueues image-text matching of every usable semantic encoder. Throws 'unavailable' for none. */
export async function startScoring(
  ctx: Ctx,
  input: { projectId: string; version: number },
  registry: EncoderRegistry = installedEncoders(),
): Promise<{ jobIds: string[] }> {
  authorize(ctx, 'evaluation:import', input.projectId);
  const release = await loadEvaluatedRelease(ctx.db, input.projectId, { version: input.version });
  const ids = (await registry.list()).flatMap((encoder) =>
    encoder.usable && encoder.description.role === 'semantic' && encoder.description.text
      ? [encoder.id]
      : [],
  );
  if (ids.length === 0) {
    throw new AppError(
      'unavailable',
      'No semantic encoder with a text tower is usable here. Nothing was started. The page of encoders says what is missing and what can be downloaded.',
      { key: 'scoringNoEncoder' },
    );
  }
  const createdById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return inTransaction(ctx.db, async (tx) => {
    const jobIds: string[] = [];
    for (const encoderId of ids) {
      const payload = { releaseId: release.id, encoderId };
      const { projectId } = input;
      jobIds.push(
        await ctx.jobs.enqueue(tx, { kind: 'score-encoders', projectId, payload, createdById }),
      );
    }
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'evaluation.score-encoders',
      subjectType: 'Release',
      subjectId: release.id,
      data: { encoders: ids },
    });
    return { jobIds };
  });
}
