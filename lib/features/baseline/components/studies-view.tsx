import { Users } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import type { listStudies } from '../queries';
import { StudiesTable } from './studies-table';

interface StudiesViewProps {
  base: string;
  page: Awaited<ReturnType<typeof listStudies>>;
  mayManage: boolean;
}

/** The studies of a project, or what to do to have one. */
export function StudiesView({ base, page, mayManage }: StudiesViewProps) {
  const t = useTranslations('studies');
  const common = useTranslations('common');
  const create = mayManage && (
    <LinkButton href={`${base}/new`} variant="primary">
      {t('new')}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        action={
          <div className="flex flex-wrap gap-2">
            <LinkButton href={`${base}/benchmarks`}>{t('benchmarks.title')}</LinkButton>
            {page.total > 0 && create}
          </div>
        }
      />
      {page.total === 0 ? (
        <EmptyState
          icon={<Users aria-hidden />}
          title={t('empty')}
          description={t('emptyHint')}
          action={create}
        />
      ) : (
        <>
          <StudiesTable studies={page.studies} base={base} />
          <Pagination
            label={t('title')}
            previousLabel={common('previous')}
            nextLabel={common('next')}
            nextHref={page.nextCursor ? `${base}?after=${page.nextCursor}` : undefined}
            summary={t('count', { count: page.total })}
          />
        </>
      )}
    </>
  );
}
