import { getTranslations } from 'next-intl/server';
import { KeyBalance } from '@/lib/features/overview/components/key-balance';
import { NextWorkPanel } from '@/lib/features/overview/components/next-work';
import { ProjectStrip } from '@/lib/features/overview/components/project-strip';
import { keyBalance, nextWork, pipelineCounts } from '@/lib/features/overview/queries';
import { projectPage } from '@/lib/server/page-context';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('home.nav.home');

export default async function ProjectHome({ params }: { params: Promise<{ project: string }> }) {
  const { ctx, project } = await projectPage('project:view', (await params).project);
  const [counts, work, keys, t] = await Promise.all([
    pipelineCounts(ctx, project.id),
    nextWork(ctx, project.id),
    keyBalance(ctx, project.id),
    getTranslations('home'),
  ]);
  return (
    <>
      <PageHeader title={project.name} description={t('description')} />
      <ProjectStrip slug={project.slug} counts={counts} />
      <NextWorkPanel slug={project.slug} work={work} />
      {keys && <KeyBalance keys={keys} />}
    </>
  );
}
