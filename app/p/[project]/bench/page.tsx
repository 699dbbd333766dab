import { Bench } from '@/lib/features/authoring/components/bench';
import { benchPair, myWork } from '@/lib/features/authoring/queries';
import { projectPage } from '@/lib/server/page-context';

export default async function BenchPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params;
  const { ctx, project } = await projectPage('authoring:write', slug);
  const [pair, work] = await Promise.all([
    benchPair(ctx, { projectId: project.id }),
    myWork(ctx, { projectId: project.id }),
  ]);
  return <Bench project={project.slug} initial={pair} work={work} />;
}
