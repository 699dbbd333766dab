import { authorize, type Ctx } from '@/lib/infra/context';
import { miniatureAmong } from '@/lib/infra/encoders/miniature';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { ENCODER_COLUMNS, encoderIdsOf } from '@/lib/infra/run-encoders';

/** Whether some of the project's cosines were made by miniature encoders, which must then be said. */
export async function hasDemonstrationCosines(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  projectId: string,
  registry: EncoderRegistry = installedEncoders(),
): Promise<boolean> {
  authorize(ctx, 'mining:view', projectId);
  const runs = await ctx.db.miningRun.findMany({
    where: { projectId },
    distinct: ['semanticEncoder', 'furtherSemantic', 'visualEncoder', 'furtherVisual'],
    select: ENCODER_COLUMNS,
  });
  return (await miniatureAmong(registry, encoderIdsOf(runs))).length > 0;
}
