import { Review } from '@/lib/features/review/components/review';
import {
  myRecentVerdicts,
  reviewCounts,
  reviewItem,
  reviewKey,
} from '@/lib/features/review/queries';
import { hasDemonstrationCosines } from '@/lib/features/mining/demonstration';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { WorkPage } from '../work-page';

export const generateMetadata = pageTitle('review.title');

export default async function ReviewPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params;
  const { ctx, project } = await projectPage('review:write', slug);
  const projectId = project.id;
  const [item, counts, recent, demonstration] = await Promise.all([
    reviewItem(ctx, { projectId }),
    reviewCounts(ctx, { projectId }),
    myRecentVerdicts(ctx, { projectId }),
    hasDemonstrationCosines(ctx, projectId),
  ]);
  const key = item?.answers
    ? await reviewKey(ctx, { projectId, questionId: item.questionId })
    : null;
  return (
    <WorkPage ctx={ctx} project={project}>
      <Review
        project={project.slug}
        initial={item}
        initialKey={key}
        counts={counts}
        recent={recent}
        demonstration={demonstration}
      />
    </WorkPage>
  );
}
