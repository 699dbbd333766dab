import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { RunTable } from '@/lib/features/mining/components/run-table';
import { newPairs } from '@/lib/features/mining/new-pairs';
import { listRuns } from '@/lib/features/mining/run-queries';
import { hasDemonstrationCosines } from '@/lib/features/mining/demonstration';
import { projectPage } from '@/lib/server/page-context';
import { DemonstrationMark } from '@/lib/ui/primitives/demonstration-mark';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('mining.runList.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RunsPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('mining:view', (await params).project);
  const before = z
    .uuid()
    .optional()
    .catch(undefined)
    .parse((await searchParams).before);
  const [{ runs, next }, demonstration, t, tc] = await Promise.all([
    listRuns(ctx, project.id, { before }),
    hasDemonstrationCosines(ctx, project.id),
    getTranslations('mining'),
    getTranslations('common'),
  ]);
  const fresh = await newPairs(
    ctx,
    project.id,
    runs.map(({ id }) => id),
  );
  const base = `/p/${project.slug}/pairs`;
  return (
    <>
      <PageHeader
        title={t('runList.title')}
        description={t('runList.description')}
        breadcrumbs={[{ label: t('title'), href: base }]}
        meta={demonstration ? <DemonstrationMark /> : undefined}
      />
      <RunTable runs={runs} fresh={fresh} slug={project.slug} />
      <Pagination
        label={t('runList.title')}
        previousHref={before ? `${base}/runs` : undefined}
        nextHref={next ? `${base}/runs?before=${next}` : undefined}
        previousLabel={tc('previous')}
        nextLabel={tc('next')}
      />
    </>
  );
}
