import type { ReactNode } from 'react';
import { SessionGate } from '@/lib/features/people/components/session-gate';
import { myProfile } from '@/lib/features/people/queries';
import { makeCtx } from '@/lib/server/services';
import { sessionUser } from '@/lib/server/session';
import { mailLinksOffered, offeredProviders } from '@/lib/server/session-providers';

/** Keeps the session of whoever opens a page; nothing where nobody is signed in. */
export async function SessionKeeper({ children }: { children: ReactNode }) {
  const kept = await known();
  if (!kept) return children;
  return (
    <SessionGate person={kept.person} ways={kept.ways}>
      {children}
    </SessionGate>
  );
}

async function known() {
  try {
    const user = await sessionUser();
    if (!user) return null;
    const { id, name, email, anonymous } = user;
    const { hasPassword, providers } = await myProfile(
      makeCtx({ kind: 'user', ...user, userId: id, projectId: null, role: null }),
    );
    const linked = offeredProviders().some((offered) => providers.includes(offered.id));
    return {
      person: { id, name, email },
      ways: {
        password: hasPassword,
        personalLink: anonymous,
        elsewhere: !anonymous && (mailLinksOffered() || linked),
      },
    };
  } catch {
    // Without a database the page says so itself; this must not fall before it.
    return null;
  }
}
