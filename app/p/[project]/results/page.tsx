import { can } from '@/lib/domain/permissions';
import { ResultsView } from '@/lib/features/evaluation/components/results-view';
import { publishedReleases } from '@/lib/features/evaluation/queries';
import { results } from '@/lib/features/evaluation/results';
import { projectPage } from '@/lib/server/page-context';
import { soon } from '@/lib/server/soon';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('results.title');

interface ResultsPageProps {
  params: Promise<{ project: string }>;
  searchParams: Promise<{ release?: string }>;
}

export default async function ResultsPage({ params, searchParams }: ResultsPageProps) {
  const { ctx, project } = await projectPage('results:view', (await params).project);
  const wanted = Number((await searchParams).release);
  const projectId = project.id;
  const releases = await publishedReleases(ctx, { projectId });
  const chosen = releases.find((release) => release.version === wanted) ?? releases[0];
  const figures = chosen && results(ctx, { projectId, version: chosen.version });
  return (
    <ResultsView
      project={project.slug}
      releases={releases}
      chosen={figures ? { version: chosen.version, results: await soon(figures) } : null}
      mayImport={can(ctx.actor, 'evaluation:import', projectId)}
    />
  );
}
