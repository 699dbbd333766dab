import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { GuidelineNote } from '@/lib/features/guidelines/components/guideline-note';
import { GuidelineView } from '@/lib/features/guidelines/components/guideline-view';
import { guidelineNews } from '@/lib/features/guidelines/queries';
import { GuideProvider } from '@/lib/ui/guide/guide';
import { GUIDE_COOKIE } from '@/lib/ui/guide/guide-cookie';

interface WorkPageProps {
  ctx: Parameters<typeof guidelineNews>[0];
  project: { id: string; slug: string };
  children: ReactNode;
}

/** A working page: the guidelines beside it. */
export async function WorkPage({ ctx, project, children }: WorkPageProps) {
  const [news, jar] = await Promise.all([guidelineNews(ctx, { projectId: project.id }), cookies()]);
  const isRead = news.readVersion !== null && news.changes.length === 0;
  return (
    <GuideProvider
      initiallyOpen={jar.get(GUIDE_COOKIE)?.value === 'open'}
      href={`/p/${project.slug}/guidelines`}
      content={<GuidelineView guideline={news.guideline} small />}
      note={isRead ? null : <GuidelineNote project={project.slug} news={news} />}
    >
      {children}
    </GuideProvider>
  );
}
