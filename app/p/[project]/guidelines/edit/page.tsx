import { getTranslations } from 'next-intl/server';
import { GuidelineEditor } from '@/lib/features/guidelines/components/guideline-editor';
import { currentGuideline } from '@/lib/features/guidelines/queries';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { PageHeader } from '@/lib/ui/primitives/page-header';

export const generateMetadata = pageTitle('guidelines.editor.title');

interface Props {
  params: Promise<{ project: string }>;
}

export default async function EditGuidelinesPage({ params }: Props) {
  const { ctx, project } = await projectPage('guidelines:edit', (await params).project);
  const [guideline, t] = await Promise.all([
    currentGuideline(ctx, { projectId: project.id }),
    getTranslations('guidelines'),
  ]);
  const base = `/p/${project.slug}/guidelines`;
  return (
    <>
      <PageHeader
        title={t('editor.title')}
        description={t('editor.description', { version: guideline.version + 1 })}
        breadcrumbs={[{ label: t('title'), href: base }]}
      />
      <GuidelineEditor
        project={project.slug}
        userId={ctx.actor.kind === 'user' ? ctx.actor.userId : ''}
        base={base}
        guideline={guideline}
      />
    </>
  );
}
