import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CreateProjectDialog } from '@/lib/features/people/components/create-project-dialog';
import { AccountsTable, ProjectsTable } from '@/lib/features/people/components/instance-tables';
import { listAccounts, listProjects } from '@/lib/features/people/instance-queries';
import { accountsQuery } from '@/lib/features/people/schemas';
import { instancePage } from '@/lib/server/page-context';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { Section } from '@/lib/ui/primitives/section';

interface Props {
  searchParams: Promise<Record<string, string>>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('admin'))('title') };
}

export default async function AdminPage({ searchParams }: Props) {
  const { ctx } = await instancePage('instance:admin');
  const { after } = accountsQuery.parse(await searchParams);
  const [projects, { accounts, total, next }, t, tc] = await Promise.all([
    listProjects(ctx),
    listAccounts(ctx, after),
    getTranslations('admin'),
    getTranslations('common'),
  ]);
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} action={<CreateProjectDialog />} />
      <Section title={t('projects')}>
        <ProjectsTable projects={projects} />
      </Section>
      <Section title={t('accounts')} description={t('accountsText')}>
        <AccountsTable accounts={accounts} />
        <Pagination
          label={t('accounts')}
          {...(after ? { previousHref: '/admin' } : {})}
          {...(next ? { nextHref: `/admin?after=${next}` } : {})}
          previousLabel={tc('previous')}
          nextLabel={tc('next')}
          summary={t('accountsTotal', { count: total })}
        />
      </Section>
    </>
  );
}
