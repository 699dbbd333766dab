import { getTranslations } from 'next-intl/server';
import { ReviewRulesForm } from '@/lib/features/review/components/review-rules-form';
import { reviewRules } from '@/lib/features/review/set-review-rules';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';

export const generateMetadata = pageTitle('review.rules.page');

export default async function SettingsPage({ params }: { params: Promise<{ project: string }> }) {
  const { ctx, project } = await projectPage('pair:manage', (await params).project);
  const [rules, t] = await Promise.all([
    reviewRules(ctx, { projectId: project.id }),
    getTranslations('review.rules'),
  ]);
  return (
    <>
      <PageHeader title={t('page')} description={t('pageText')} />
      <Section id="review" title={t('title')} description={t('text')}>
        <ReviewRulesForm project={project.slug} rules={rules} />
      </Section>
    </>
  );
}
