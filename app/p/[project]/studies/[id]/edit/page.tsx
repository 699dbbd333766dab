import { getTranslations } from 'next-intl/server';
import { notFound, redirect } from 'next/navigation';
import { StudyForm } from '@/lib/features/baseline/components/study-form';
import { orNotFound } from '@/lib/features/baseline/or-not-found';
import { writePairNumbers } from '@/lib/features/baseline/parse-pair-numbers';
import { pairsForStudy } from '@/lib/features/baseline/available-pairs';
import { getStudy, studyPairNumbers } from '@/lib/features/baseline/queries';
import { DEFAULT_DISTANCE, idOf } from '@/lib/features/baseline/schemas';
import { projectPage } from '@/lib/server/page-context';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('studies.detail.edit');

interface EditStudyPageProps {
  params: Promise<{ project: string; id: string }>;
}

export default async function EditStudyPage({ params }: EditStudyPageProps) {
  const { project: slug, id } = await params;
  const { ctx, project } = await projectPage('study:manage', slug);
  const projectId = project.id;
  const study = await orNotFound(() => getStudy(ctx, { projectId, studyId: idOf(id) }));
  if (!study) notFound();
  const base = `/p/${slug}/studies`;
  if (study.status !== 'DRAFT') redirect(`${base}/${study.id}`);
  const [available, numbers, t] = await Promise.all([
    pairsForStudy(ctx, { projectId }),
    studyPairNumbers(ctx, { projectId, studyId: study.id }),
    getTranslations('studies'),
  ]);
  const { name, ratersWanted, instructions, version } = study;
  const { protocol, recruiting } = study;
  const pairNumbers = numbers.length === 0 ? null : writePairNumbers(numbers);
  return (
    <>
      <PageHeader
        title={t('detail.edit')}
        breadcrumbs={[
          { label: t('title'), href: base },
          { label: name, href: `${base}/${study.id}` },
          { label: t('detail.edit') },
        ]}
      />
      <StudyForm
        project={slug}
        base={base}
        available={available}
        values={{
          ...{ name, ratersWanted, instructions, pairNumbers, protocol },
          // Both images on one screen have none; changed back, the draft gets what a new one has.
          trialDistance:
            protocol.presentation === 'side-by-side' ? DEFAULT_DISTANCE : study.trialDistance,
          recruiting,
        }}
        study={{ id: study.id, version }}
      />
    </>
  );
}
