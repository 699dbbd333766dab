import { BookMarked } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';
import { DateTime } from '@/lib/ui/primitives/time';
import type { BenchmarkRow } from '../queries';
import { ImportForm } from './import-form';

interface BenchmarksViewProps {
  project: string;
  benchmarks: BenchmarkRow[];
  mayManage: boolean;
}

const COMMAND = 'blindpair import-benchmark MMVP/ --name MMVP --licence MIT';

/** Published benchmarks to measure people on anew: which there are, and how one comes in. */
export function BenchmarksView({ project, benchmarks, mayManage }: BenchmarksViewProps) {
  const t = useTranslations('studies');
  const base = `/p/${project}/studies`;
  return (
    <>
      <PageHeader
        title={t('benchmarks.title')}
        description={t('benchmarks.description')}
        breadcrumbs={[{ label: t('title'), href: base }]}
        action={
          mayManage &&
          benchmarks.length > 0 && (
            <LinkButton href={`${base}/new`} variant="primary">
              {t('new')}
            </LinkButton>
          )
        }
      />
      {benchmarks.length === 0 ? (
        <EmptyState
          icon={<BookMarked aria-hidden />}
          title={t('benchmarks.empty')}
          description={t('benchmarks.emptyHint')}
        />
      ) : (
        <DataTable<BenchmarkRow>
          caption={t('benchmarks.title')}
          hideCaption
          rows={benchmarks}
          rowKey={(row) => row.id}
          columns={[
            { key: 'name', header: t('benchmarks.name'), cell: (row) => row.name },
            { key: 'pairs', header: t('columns.pairs'), numeric: true, cell: (row) => row.pairs },
            {
              key: 'numbers',
              header: t('benchmarks.numbers'),
              numeric: true,
              cell: (row) =>
                row.numbers.map(({ first, last }) => `${first}–${last}`).join(', ') || '–',
            },
            { key: 'source', header: t('benchmarks.source'), cell: (row) => row.source },
            { key: 'licence', header: t('benchmarks.licence'), cell: (row) => row.licence },
            {
              key: 'release',
              header: t('benchmarks.release'),
              cell: (row) => t(row.releaseAllowed ? 'benchmarks.allowed' : 'benchmarks.keptOut'),
            },
            { key: 'at', header: t('benchmarks.at'), cell: (row) => <DateTime iso={row.at} /> },
          ]}
        />
      )}
      {mayManage && (
        <Section title={t('benchmarks.upload')} description={t('benchmarks.uploadText')}>
          <ImportForm project={project} />
        </Section>
      )}
      <Section title={t('benchmarks.how')} description={t('benchmarks.howText')}>
        {/* On a phone the line is wider than the screen. */}
        <div
          role="group"
          aria-label={t('benchmarks.how')}
          tabIndex={0}
          className="overflow-x-auto rounded border border-line p-3 text-sm"
        >
          <code className="whitespace-nowrap">{`${COMMAND} --project ${project}`}</code>
        </div>
      </Section>
    </>
  );
}
