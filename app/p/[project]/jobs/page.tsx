import { Activity } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { readiness } from '@/lib/features/health/readiness';
import { JobList } from '@/lib/features/jobs/components/job-list';
import { listJobs } from '@/lib/features/jobs/queries';
import { can } from '@/lib/domain/permissions';
import { projectPage } from '@/lib/server/page-context';
import { Callout } from '@/lib/ui/primitives/callout';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('jobs.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<{ before?: string }>;
}

export default async function JobsPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('jobs:view', (await params).project);
  const { before } = await searchParams;
  const [{ jobs, total, next }, probes, t, tc] = await Promise.all([
    listJobs(ctx, project.id, before),
    readiness(ctx),
    getTranslations('jobs'),
    getTranslations('common'),
  ]);
  const base = `/p/${project.slug}/jobs`;
  const broken = probes.filter((probe) => !probe.ok && probe.name !== 'encoders');
  const encoders = probes.find((probe) => probe.name === 'encoders');

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        meta={t('count', { count: total })}
      />
      <div className="mb-6 grid gap-3 empty:hidden">
        {broken.map((probe) => (
          <Callout key={probe.name} tone="danger" title={t(`probes.${probe.name}`)}>
            {t(`mend.${probe.name}`)}
          </Callout>
        ))}
        {broken.length === 0 && encoders && !encoders.ok ? (
          <Callout
            tone="warning"
            title={t('probes.encoders')}
            action={
              <LinkButton size="sm" href={`/p/${project.slug}/models`}>
                {t('toEncoders')}
              </LinkButton>
            }
          >
            {encoders.detail}
          </Callout>
        ) : null}
      </div>
      {jobs.length === 0 ? (
        <EmptyState
          icon={<Activity />}
          title={t('empty.title')}
          description={t('empty.description')}
        />
      ) : (
        <JobList
          jobs={jobs}
          project={project.slug}
          mayManage={can(ctx.actor, 'jobs:manage', project.id)}
        />
      )}
      <Pagination
        label={t('title')}
        previousHref={before ? base : undefined}
        nextHref={next ? `${base}?before=${next}` : undefined}
        previousLabel={t('newest')}
        nextLabel={tc('next')}
      />
    </>
  );
}
