import { benchAssistance } from '@/lib/features/authoring/assist/assistance';
import { Bench } from '@/lib/features/authoring/components/bench';
import { askedDraft, benchPair, myWork } from '@/lib/features/authoring/queries';
import { hasDemonstrationCosines } from '@/lib/features/mining/demonstration';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { WorkPage } from '../work-page';

export const generateMetadata = pageTitle('bench.title');

export default async function BenchPage({
  params,
  searchParams,
}: {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const [{ project: slug }, { pair: asked }] = await Promise.all([params, searchParams]);
  const { ctx, project } = await projectPage('authoring:write', slug);
  const [pair, work, demonstration, assistance] = await Promise.all([
    benchPair(ctx, { projectId: project.id }),
    myWork(ctx, { projectId: project.id }),
    hasDemonstrationCosines(ctx, project.id),
    benchAssistance(ctx, { projectId: project.id }),
  ]);
  return (
    <WorkPage ctx={ctx} project={project}>
      <Bench
        project={project.slug}
        initial={pair}
        asked={askedDraft(work, asked)}
        work={work}
        demonstration={demonstration}
        assistance={assistance}
      />
    </WorkPage>
  );
}
