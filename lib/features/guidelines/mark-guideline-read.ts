import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { readVersion } from './queries';

/** Notes that the person has read a version. Reading an older one later takes nothing back. */
export async function markGuidelineRead(
  ctx: Ctx,
  { projectId, version }: { projectId: string; version: number },
): Promise<void> {
  authorize(ctx, 'guidelines:view', projectId);
  const userId = requireUser(ctx);
  await readVersion(ctx.db, projectId, version);
  const now = ctx.clock.now();
  await ctx.db.$executeRaw`
    INSERT INTO "GuidelineRead" ("projectId", "userId", "version", "at")
    VALUES (${projectId}::uuid, ${userId}::uuid, ${version}, ${now}::timestamp)
    ON CONFLICT ("projectId", "userId") DO UPDATE SET "version" = EXCLUDED."version", "at" = EXCLUDED."at"
      WHERE "GuidelineRead"."version" < EXCLUDED."version"`;
}
