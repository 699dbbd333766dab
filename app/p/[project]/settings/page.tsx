import { getTranslations } from 'next-intl/server';
import { assistanceSettings } from '@/lib/features/authoring/assist/assistance';
import { AssistanceForm } from '@/lib/features/authoring/components/assistance-form';
import { ReviewRulesForm } from '@/lib/features/review/components/review-rules-form';
import { reviewRules } from '@/lib/features/review/set-review-rules';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';

export const generateMetadata = pageTitle('review.rules.page');

export default async function SettingsPage({ params }: { params: Promise<{ project: string }> }) {
  const { ctx, project } = await projectPage('pair:manage', (await params).project);
  const [rules, assistance, t, assist] = await Promise.all([
    reviewRules(ctx, { projectId: project.id }),
    assistanceSettings(ctx, { projectId: project.id }),
    getTranslations('review.rules'),
    getTranslations('bench.assist'),
  ]);
  return (
    <>
      <PageHeader title={t('page')} description={t('pageText')} />
      <Section id="review" title={t('title')} description={t('text')}>
        <ReviewRulesForm project={project.slug} rules={rules} />
      </Section>
      {assistance && (
        <Section
          id="assistance"
          title={assist('settingsTitle')}
          description={assist('settingsText')}
        >
          <AssistanceForm
            // What was agreed to elsewhere meanwhile is what the box shows.
            key={`${assistance.on} ${assistance.model} ${assistance.host}`}
            project={project.slug}
            settings={assistance}
          />
        </Section>
      )}
    </>
  );
}
