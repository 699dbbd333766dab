import { BenchmarksView } from '@/lib/features/benchmark/components/benchmarks-view';
import { listBenchmarks } from '@/lib/features/benchmark/queries';
import { can } from '@/lib/domain/permissions';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('studies.benchmarks.title');

export default async function BenchmarksPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params;
  const { ctx, project } = await projectPage('study:view', slug);
  const benchmarks = await listBenchmarks(ctx, { projectId: project.id });
  return (
    <BenchmarksView
      project={slug}
      benchmarks={benchmarks}
      mayManage={can(ctx.actor, 'study:manage', project.id)}
    />
  );
}
