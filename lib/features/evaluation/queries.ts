import { authorize, type Ctx } from '@/lib/infra/context';
import { scorePayload } from './schemas';

/** Published releases, newest first, and whether image-text matching is under way. */
export async function publishedReleases(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string },
): Promise<{ version: number; name: string; scoring: boolean }[]> {
  authorize(ctx, 'results:view', input.projectId);
  const [releases, jobs] = await Promise.all([
    ctx.db.release.findMany({
      where: { projectId: input.projectId, status: 'PUBLISHED' },
      orderBy: { version: 'desc' },
      take: 100,
      select: { id: true, version: true, name: true },
    }),
    ctx.db.job.findMany({
      where: {
        projectId: input.projectId,
        kind: 'score-encoders',
        status: { in: ['QUEUED', 'RUNNING'] },
      },
      select: { payload: true },
    }),
  ]);
  const scoring = new Set(jobs.map((job) => scorePayload.parse(job.payload).releaseId));
  return releases.map(({ id, ...release }) => ({ ...release, scoring: scoring.has(id) }));
}
