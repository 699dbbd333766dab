import type { DbOrTx } from '../db/client';
import type { Clock } from '../clock';
import { defaultGuideline } from './default-guideline';

/**
 * The number of the guidelines that a project works by now. A project without any, new or from before
 * there were some, gets those that ship with Blindpair as its first version.
 */
export async function guidelineInForce(
  db: DbOrTx,
  clock: Clock,
  projectId: string,
): Promise<number> {
  const newest = await db.guidelineVersion.findFirst({
    where: { projectId },
    orderBy: { version: 'desc' },
    select: { version: true },
  });
  if (newest) return newest.version;
  const text = await defaultGuideline();
  // Two readers may come at once: the second finds the row there, and it is the same.
  await db.guidelineVersion.createMany({
    data: [{ projectId, version: 1, ...text, summary: '', createdAt: clock.now() }],
    skipDuplicates: true,
  });
  return 1;
}
