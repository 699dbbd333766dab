import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { GuidelineHistoryView } from '@/lib/features/guidelines/components/guideline-history';
import { guidelineHistory } from '@/lib/features/guidelines/queries';
import { versionInAddress } from '@/lib/features/guidelines/schemas';
import { isAppError } from '@/lib/domain/errors';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { PageHeader } from '@/lib/ui/primitives/page-header';

export const generateMetadata = pageTitle('guidelines.versions.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function GuidelineHistoryPage({ params, searchParams }: Props) {
  const [{ project: slug }, search] = await Promise.all([params, searchParams]);
  const { ctx, project } = await projectPage('guidelines:view', slug);
  const [history, t] = await Promise.all([
    guidelineHistory(ctx, {
      projectId: project.id,
      from: versionInAddress.safeParse(search.from).data,
      to: versionInAddress.safeParse(search.to).data,
    }).catch((error: unknown) => {
      if (isAppError(error) && error.code === 'not-found') notFound();
      throw error;
    }),
    getTranslations('guidelines'),
  ]);
  const base = `/p/${project.slug}/guidelines`;
  return (
    <>
      <PageHeader
        title={t('versions.title')}
        description={t('versions.description')}
        breadcrumbs={[{ label: t('title'), href: base }]}
      />
      <GuidelineHistoryView base={base} history={history} />
    </>
  );
}
