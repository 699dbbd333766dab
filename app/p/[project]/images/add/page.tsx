import { getTranslations } from 'next-intl/server';
import { UploadForm } from '@/lib/features/corpus/components/upload-form';
import { can } from '@/lib/domain/permissions';
import { projectPage } from '@/lib/server/page-context';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('corpus.upload.title');

export default async function AddImagesPage({ params }: { params: Promise<{ project: string }> }) {
  const { ctx, project } = await projectPage('corpus:add', (await params).project);
  const t = await getTranslations('corpus');
  return (
    <>
      <PageHeader
        title={t('upload.title')}
        description={t('upload.description')}
        breadcrumbs={[{ label: t('title'), href: `/p/${project.slug}/images` }]}
      />
      <UploadForm
        project={project.slug}
        mayMine={can(ctx.actor, 'mining:run', project.id)}
        mayCheck={can(ctx.actor, 'corpus:manage', project.id)}
      />
    </>
  );
}
