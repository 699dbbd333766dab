import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { batchReport, firstOutcome } from '@/lib/features/corpus/batch-queries';
import { AutoRefresh } from '@/lib/features/corpus/components/auto-refresh';
import { ReportLines } from '@/lib/features/corpus/components/report-lines';
import { reportQuery } from '@/lib/features/corpus/schemas';
import { isAppError } from '@/lib/domain/errors';
import { projectPage } from '@/lib/server/page-context';
import { LinkTabs } from '@/lib/ui/primitives/link-tabs';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { Status } from '@/lib/ui/primitives/status';
import { DateTime } from '@/lib/ui/primitives/time';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('corpus.batch.title');

interface Props {
  params: Promise<{ project: string; batchId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BatchPage({ params, searchParams }: Props) {
  const { project: slug, batchId } = await params;
  const { ctx, project } = await projectPage('corpus:view', slug);
  if (!z.uuid().safeParse(batchId).success) notFound();
  const query = reportQuery.parse(await searchParams);
  const { batch, lines, next } = await batchReport(ctx, project.id, { batchId, ...query }).catch(
    (error: unknown) => {
      if (isAppError(error) && error.code === 'not-found') notFound();
      throw error;
    },
  );
  const [t, tc] = await Promise.all([getTranslations('corpus'), getTranslations('common')]);
  const images = `/p/${project.slug}/images`;
  const here = `${images}/batches/${batch.id}`;
  const current = query.outcome ?? firstOutcome(batch.counts);
  const tab = (outcome: typeof current, count: number, label: string) => ({
    href: `${here}?outcome=${outcome}`,
    label,
    count,
    current: current === outcome,
  });
  return (
    <>
      <PageHeader
        title={t('batch.title')}
        description={`${batch.source} (${batch.licence})`}
        breadcrumbs={[
          { label: t('title'), href: images },
          { label: t('batch.list'), href: `${images}/batches` },
        ]}
        meta={
          <>
            <Status tone={batch.finished ? 'ok' : 'progress'}>
              {batch.finished ? t('batch.finished') : t('batch.running')}
            </Status>
            <span>{batch.by ?? t('batch.system')}</span>
            <DateTime iso={batch.createdAt} />
            <a className="text-accent" href={`${images}?batch=${batch.id}`}>
              {t('batch.showImages')}
            </a>
          </>
        }
      />
      {batch.finished ? null : <AutoRefresh />}
      <LinkTabs
        label={t('batch.files')}
        items={[
          tab('REFUSED', batch.counts.refused, t('batch.refused')),
          tab('DUPLICATE', batch.counts.duplicate, t('batch.duplicate')),
          tab('ADDED', batch.counts.added, t('batch.added')),
        ]}
      />
      <div className="mt-4">
        <ReportLines lines={lines} slug={project.slug} />
      </div>
      <Pagination
        label={t('batch.files')}
        previousHref={query.after ? `${here}?outcome=${current}` : undefined}
        nextHref={next ? `${here}?outcome=${current}&after=${next}` : undefined}
        previousLabel={tc('previous')}
        nextLabel={tc('next')}
      />
    </>
  );
}
