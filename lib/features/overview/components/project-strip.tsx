import { useTranslations } from 'next-intl';
import { PipelineStrip } from '@/lib/ui/charts/pipeline-strip';
import type { PipelineCounts } from '../queries';

const STAGES: readonly { id: keyof PipelineCounts; path: string }[] = [
  { id: 'images', path: '/images' },
  { id: 'pairs', path: '/pairs' },
  { id: 'drafts', path: '/pairs?status=DRAFTED' },
  { id: 'inReview', path: '/pairs?status=IN_REVIEW' },
  { id: 'approved', path: '/pairs?status=APPROVED' },
  { id: 'measured', path: '/pairs?status=MEASURED' },
  { id: 'checked', path: '/pairs?status=CHECKED' },
  { id: 'released', path: '/pairs?status=RELEASED' },
];

/** The pipeline as one strip: how far the material of this benchmark has come. */
export function ProjectStrip({ slug, counts }: { slug: string; counts: PipelineCounts }) {
  const t = useTranslations('home');
  return (
    <PipelineStrip
      label={t('pipeline')}
      stages={STAGES.map((stage) => ({
        id: stage.id,
        label: t(`stages.${stage.id}`),
        count: counts[stage.id],
        href: `/p/${slug}${stage.path}`,
      }))}
    />
  );
}
