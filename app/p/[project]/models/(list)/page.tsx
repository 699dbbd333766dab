import { can } from '@/lib/domain/permissions';
import { ImportedSection } from '@/lib/features/encoding/components/imported-section';
import { listImported } from '@/lib/features/encoding/list-imported';
import { readiness } from '@/lib/features/health/readiness';
import { cancelJobAction, resumeJobAction } from '@/lib/features/jobs/actions';
import { ModelsView } from '@/lib/features/models/components/models-view';
import { listModels } from '@/lib/features/models/queries';
import { modelListQuery } from '@/lib/features/models/schemas';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('models.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ModelsPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('models:view', (await params).project);
  const query = modelListQuery.parse(await searchParams);
  const mayManage = can(ctx.actor, 'models:manage', project.id);
  const [list, imported, probes] = await Promise.all([
    listModels(ctx, { projectId: project.id, query }),
    listImported(ctx, project.id),
    readiness(ctx),
  ]);
  return (
    <>
      <ModelsView
        project={project.slug}
        query={query}
        list={list}
        workerOnline={probes.some(({ name, ok }) => name === 'worker' && ok)}
        actions={mayManage ? { cancel: cancelJobAction, resume: resumeJobAction } : undefined}
      />
      <ImportedSection project={project.slug} rows={imported} mayManage={mayManage} />
    </>
  );
}
