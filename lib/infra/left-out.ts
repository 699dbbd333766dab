/** Which images mining does not look at: those with a flag that stands and that nobody overruled. */
import { MEASURES_VERSION } from '@/lib/domain/hygiene/measures';
import type { Prisma } from './db/generated/client';
import type { Db } from './db/client';

/** A flag that leaves its image out. */
export const LEAVES_OUT = {
  current: true,
  keptAt: null,
} as const satisfies Prisma.ImageFlagWhereInput;

/** Rows fetched at a time. */
const PAGE = 10_000;

/** Ids of the images of a project that are left out. */
export async function leftOutImages(db: Db, projectId: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let after: string | undefined; ;) {
    const page = await db.image.findMany({
      where: {
        projectId,
        flags: { some: LEAVES_OUT },
        ...(after ? { id: { gt: after } } : {}),
      },
      orderBy: { id: 'asc' },
      take: PAGE,
      select: { id: true },
    });
    for (const { id } of page) ids.add(id);
    if (page.length < PAGE) return ids;
    after = page.at(-1)?.id;
  }
}

export const countLeftOut = (db: Db, projectId: string): Promise<number> =>
  db.image.count({ where: { projectId, flags: { some: LEAVES_OUT } } });

/** Images that no check has measured with the present measures: added since, or measured by an older version. */
export const countUnchecked = (db: Db, projectId: string): Promise<number> =>
  db.image.count({
    where: {
      projectId,
      OR: [
        { measured: { is: null } },
        { measured: { is: { version: { not: MEASURES_VERSION } } } },
      ],
    },
  });
