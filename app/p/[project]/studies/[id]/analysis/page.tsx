import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { studyAnalysis } from '@/lib/features/baseline/analysis';
import { AnalysisView } from '@/lib/features/baseline/components/analysis-view';
import { StudyPart } from '@/lib/features/baseline/components/study-part';
import { orNotFound } from '@/lib/features/baseline/or-not-found';
import { getStudy } from '@/lib/features/baseline/queries';
import { idOf } from '@/lib/features/baseline/schemas';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('analysis.analysisTitle');

interface AnalysisPageProps {
  params: Promise<{ project: string; id: string }>;
}

export default async function AnalysisPage({ params }: AnalysisPageProps) {
  const { project: slug, id } = await params;
  const { ctx, project } = await projectPage('study:view', slug);
  const study = await orNotFound(async () =>
    getStudy(ctx, { projectId: project.id, studyId: idOf(id) }),
  );
  if (!study) notFound();
  const t = await getTranslations('analysis');
  const analysis =
    study.status === 'DRAFT'
      ? null
      : await studyAnalysis(ctx, { projectId: project.id, studyId: study.id });
  return (
    <StudyPart
      base={`/p/${slug}/studies`}
      study={study}
      current="analysis"
      title={t('analysisTitle')}
    >
      {analysis && analysis.responses > 0 ? (
        <AnalysisView analysis={analysis} final={study.status === 'CLOSED'} />
      ) : null}
    </StudyPart>
  );
}
