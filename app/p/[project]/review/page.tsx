import { Review } from '@/lib/features/review/components/review';
import { reviewCounts, reviewItem, reviewKey } from '@/lib/features/review/queries';
import { projectPage } from '@/lib/server/page-context';

export default async function ReviewPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params;
  const { ctx, project } = await projectPage('review:write', slug);
  const projectId = project.id;
  const [item, counts] = await Promise.all([
    reviewItem(ctx, { projectId }),
    reviewCounts(ctx, { projectId }),
  ]);
  const key = item?.answers
    ? await reviewKey(ctx, { projectId, questionId: item.questionId })
    : null;
  return <Review project={project.slug} initial={item} initialKey={key} counts={counts} />;
}
