import type { Db } from '@/lib/infra/db/client';

export interface SessionUser {
  id: string;
  email: string;
  name: string;
  instanceAdmin: boolean;
  locale: string | null;
  /** Came in by a study's open link. */
  anonymous: boolean;
}

/** The person of a session, read anew; null once disabled, deleted, or when the version was raised. */
export async function readSessionUser(
  db: Db,
  session: { userId: string; sessionVersion: number },
): Promise<SessionUser | null> {
  const user = await db.user.findUnique({
    where: { id: session.userId },
    select: {
      id: true,
      email: true,
      name: true,
      instanceAdmin: true,
      locale: true,
      anonymous: true,
      sessionVersion: true,
      disabledAt: true,
    },
  });
  if (!user || user.disabledAt !== null) return null;
  const { sessionVersion, disabledAt: _, ...person } = user;
  return sessionVersion === session.sessionVersion ? person : null;
}
