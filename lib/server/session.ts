import { getServerSession } from 'next-auth/next';
import { cache } from 'react';
import { z } from 'zod';
import { services } from './services';
import { sessionOptions } from './session-options';
import { readSessionUser, type SessionUser } from './session-person';

const carried = z.object({ userId: z.uuid(), sessionVersion: z.int() });

/** Who is signed in: the cookie's word checked against the database, once per request. */
export const sessionUser = cache(async (): Promise<SessionUser | null> => {
  const session = carried.safeParse(await getServerSession(sessionOptions()));
  return session.success ? readSessionUser(services().db, session.data) : null;
});
