import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { BatchTable } from '@/lib/features/corpus/components/batch-table';
import { listBatches } from '@/lib/features/corpus/batch-queries';
import { projectPage } from '@/lib/server/page-context';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('corpus.batch.list');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BatchesPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('corpus:view', (await params).project);
  const before = z
    .uuid()
    .optional()
    .catch(undefined)
    .parse((await searchParams).before);
  const [{ batches, next }, t, tc] = await Promise.all([
    listBatches(ctx, project.id, before),
    getTranslations('corpus'),
    getTranslations('common'),
  ]);
  const base = `/p/${project.slug}/images`;
  return (
    <>
      <PageHeader
        title={t('batch.list')}
        description={t('batch.listDescription')}
        breadcrumbs={[{ label: t('title'), href: base }]}
      />
      <BatchTable batches={batches} slug={project.slug} />
      <Pagination
        label={t('batch.list')}
        previousHref={before ? `${base}/batches` : undefined}
        nextHref={next ? `${base}/batches?before=${next}` : undefined}
        previousLabel={tc('previous')}
        nextLabel={tc('next')}
      />
    </>
  );
}
