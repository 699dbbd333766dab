import { Users } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { StudyForm } from '@/lib/features/baseline/components/study-form';
import { pairsForStudy } from '@/lib/features/baseline/available-pairs';
import { UNSTATED } from '@/lib/features/baseline/recruiting';
import { DEFAULT_DISTANCE, USUAL_PROTOCOL } from '@/lib/features/baseline/schemas';
import { projectPage } from '@/lib/server/page-context';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('studies.new');

const NEW_STUDY = {
  name: '',
  ratersWanted: 5,
  trialDistance: DEFAULT_DISTANCE,
  instructions: '',
  pairNumbers: null,
  protocol: USUAL_PROTOCOL,
  recruiting: UNSTATED,
};

export default async function NewStudyPage({ params }: { params: Promise<{ project: string }> }) {
  const { project: slug } = await params;
  const { ctx, project } = await projectPage('study:manage', slug);
  const available = await pairsForStudy(ctx, { projectId: project.id });
  const t = await getTranslations('studies');
  const base = `/p/${slug}/studies`;
  return (
    <>
      <PageHeader title={t('new')} breadcrumbs={[{ label: t('title'), href: base }]} />
      {available.approved + available.measured + available.benchmarks.length === 0 ? (
        <EmptyState
          icon={<Users />}
          title={t('form.noneApproved')}
          description={t('form.noneApprovedText')}
          action={<LinkButton href={`/p/${slug}/review`}>{t('form.toReview')}</LinkButton>}
        />
      ) : (
        <StudyForm project={slug} base={base} available={available} values={NEW_STUDY} />
      )}
    </>
  );
}
