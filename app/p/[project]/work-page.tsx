import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { GuidelineNote } from '@/lib/features/guidelines/components/guideline-note';
import { GuidelineView } from '@/lib/features/guidelines/components/guideline-view';
import { guidelineNews } from '@/lib/features/guidelines/queries';
import { myShortcuts } from '@/lib/features/people/choose-shortcuts';
import { GuideProvider } from '@/lib/ui/guide/guide';
import { GUIDE_COOKIE } from '@/lib/ui/guide/guide-cookie';
import { OwnKeysProvider } from '@/lib/ui/keyboard/own-keys';

interface WorkPageProps {
  ctx: Parameters<typeof guidelineNews>[0];
  project: { id: string; slug: string };
  children: ReactNode;
}

/** A working page: the guidelines beside it, and the keys that the person has chosen. */
export async function WorkPage({ ctx, project, children }: WorkPageProps) {
  const [news, keys, jar] = await Promise.all([
    guidelineNews(ctx, { projectId: project.id }),
    myShortcuts(ctx),
    cookies(),
  ]);
  const isRead = news.readVersion !== null && news.changes.length === 0;
  return (
    <OwnKeysProvider keys={keys}>
      <GuideProvider
        initiallyOpen={jar.get(GUIDE_COOKIE)?.value === 'open'}
        href={`/p/${project.slug}/guidelines`}
        content={<GuidelineView guideline={news.guideline} small />}
        note={isRead ? null : <GuidelineNote project={project.slug} news={news} />}
      >
        {children}
      </GuideProvider>
    </OwnKeysProvider>
  );
}
