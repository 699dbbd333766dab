import { PackageOpen } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { formatBytes } from '@/lib/ui/primitives/format-bytes';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { RelativeTime } from '@/lib/ui/primitives/time';
import type { listReleases, ReleasableRun } from '../queries';
import { CreateReleaseDialog } from './create-release-dialog';
import { ReleaseState } from './release-state';

interface ReleasesViewProps {
  project: string;
  page: Awaited<ReturnType<typeof listReleases>>;
  runs: ReleasableRun[];
  mayMake: boolean;
}

export function ReleasesView({ project, page, runs, mayMake }: ReleasesViewProps) {
  const t = useTranslations('releases');
  const common = useTranslations('common');
  const locale = useLocale();
  const base = `/p/${project}/releases`;
  const create = mayMake && runs.length > 0 && (
    <CreateReleaseDialog project={project} runs={runs} />
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        action={page.total > 0 && create}
      />
      {page.total === 0 ? (
        <EmptyState
          icon={<PackageOpen aria-hidden />}
          title={t('empty')}
          description={t(runs.length > 0 ? 'emptyReady' : 'emptyNoChecks')}
          action={create || <LinkButton href={`/p/${project}/checks`}>{t('toChecks')}</LinkButton>}
        />
      ) : (
        <>
          <DataTable
            caption={t('title')}
            hideCaption
            rows={page.releases}
            rowKey={(release) => String(release.version)}
            columns={[
              {
                key: 'version',
                header: t('columns.release'),
                cell: (release) => (
                  <Link href={`${base}/${release.version}`} className="text-accent hover:underline">
                    {t(release.name === '' ? 'version' : 'versionName', {
                      version: release.version,
                      name: release.name,
                    })}
                  </Link>
                ),
              },
              {
                key: 'status',
                header: common('status'),
                cell: (release) => <ReleaseState release={release} />,
              },
              {
                key: 'pairs',
                header: t('columns.pairs'),
                numeric: true,
                cell: (release) => release.pairs,
              },
              {
                key: 'size',
                header: t('columns.size'),
                numeric: true,
                cell: (release) =>
                  release.bytes === null ? '–' : formatBytes(release.bytes, locale),
              },
              {
                key: 'created',
                header: common('created'),
                cell: (release) => <RelativeTime iso={release.createdAt} />,
              },
            ]}
          />
          <Pagination
            label={t('title')}
            previousLabel={common('previous')}
            nextLabel={common('next')}
            nextHref={page.next === null ? undefined : `${base}?before=${page.next}`}
            summary={t('count', { count: page.total })}
          />
        </>
      )}
    </>
  );
}
