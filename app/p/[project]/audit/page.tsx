import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { auditChoices, listAudit } from '@/lib/features/people/audit-queries';
import { AuditFilter } from '@/lib/features/people/components/audit-filter';
import { AuditList } from '@/lib/features/people/components/audit-list';
import { auditQuery } from '@/lib/features/people/schemas';
import { projectPage } from '@/lib/server/page-context';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { Section } from '@/lib/ui/primitives/section';

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('audit'))('title') };
}

export default async function AuditPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('audit:view', (await params).project);
  const raw = auditQuery.parse(await searchParams);
  const filter = { ...raw, action: raw.action || undefined };
  const [{ events, total, next }, choices, t, tc] = await Promise.all([
    listAudit(ctx, project.id, filter),
    auditChoices(ctx, project.id),
    getTranslations('audit'),
    getTranslations('common'),
  ]);
  const href = (before?: string): string => {
    const given = Object.entries({ ...filter, before }).filter(([, value]) => value !== undefined);
    return `?${new URLSearchParams(given as [string, string][])}`;
  };
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <Section>
        <AuditFilter {...choices} action={filter.action} person={filter.person} />
        {events.length > 0 ? (
          <AuditList events={events} />
        ) : (
          <EmptyState title={t('none')} action={<LinkButton href="?">{tc('all')}</LinkButton>} />
        )}
        <Pagination
          label={t('title')}
          {...(filter.before ? { previousHref: href() } : {})}
          {...(next ? { nextHref: href(next) } : {})}
          previousLabel={t('newest')}
          nextLabel={t('older')}
          summary={tc('resultsCount', { count: total })}
        />
      </Section>
    </>
  );
}
