import { can } from '@/lib/domain/permissions';
import { StudiesView } from '@/lib/features/baseline/components/studies-view';
import { listStudies } from '@/lib/features/baseline/queries';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('studies.title');

interface StudiesPageProps {
  params: Promise<{ project: string }>;
  searchParams: Promise<{ after?: string }>;
}

export default async function StudiesPage({ params, searchParams }: StudiesPageProps) {
  const { project: slug } = await params;
  const { after } = await searchParams;
  const { ctx, project } = await projectPage('study:view', slug);
  const page = await listStudies(ctx, { projectId: project.id, cursor: after });
  const mayManage = can(ctx.actor, 'study:manage', project.id);
  return <StudiesView base={`/p/${slug}/studies`} page={page} mayManage={mayManage} />;
}
