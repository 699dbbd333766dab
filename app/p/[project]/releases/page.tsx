import { z } from 'zod';
import { can } from '@/lib/domain/permissions';
import { ReleasesView } from '@/lib/features/release/components/releases-view';
import { listReleases, releasableRuns } from '@/lib/features/release/queries';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('releases.title');

interface ReleasesPageProps {
  params: Promise<{ project: string }>;
  searchParams: Promise<{ before?: string }>;
}

const version = z.coerce.number().int().positive().optional().catch(undefined);

export default async function ReleasesPage({ params, searchParams }: ReleasesPageProps) {
  const { ctx, project } = await projectPage('release:view', (await params).project);
  const before = version.parse((await searchParams).before);
  const scope = { projectId: project.id };
  const [page, runs] = await Promise.all([
    listReleases(ctx, before === undefined ? scope : { ...scope, before }),
    releasableRuns(ctx, scope),
  ]);
  const mayMake = can(ctx.actor, 'release:make', project.id);
  return <ReleasesView project={project.slug} page={page} runs={runs} mayMake={mayMake} />;
}
