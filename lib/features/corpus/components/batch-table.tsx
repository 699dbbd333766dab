import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { Status } from '@/lib/ui/primitives/status';
import { DateTime } from '@/lib/ui/primitives/time';
import type { BatchRow } from '../batch-queries';

export function BatchTable({ batches, slug }: { batches: readonly BatchRow[]; slug: string }) {
  const t = useTranslations('corpus.batch');
  return (
    <DataTable
      caption={t('list')}
      hideCaption
      rows={batches}
      rowKey={(row) => row.id}
      empty={<p className="text-ink-2">{t('none')}</p>}
      columns={[
        {
          key: 'when',
          header: t('when'),
          cell: (row) => (
            <Link className="text-accent" href={`/p/${slug}/images/batches/${row.id}`}>
              <DateTime iso={row.createdAt} />
            </Link>
          ),
        },
        { key: 'source', header: t('name'), cell: (row) => `${row.source} (${row.licence})` },
        { key: 'by', header: t('by'), cell: (row) => row.by ?? t('system') },
        { key: 'added', header: t('added'), numeric: true, cell: (row) => row.counts.added },
        {
          key: 'duplicate',
          header: t('duplicate'),
          numeric: true,
          cell: (row) => row.counts.duplicate,
        },
        { key: 'refused', header: t('refused'), numeric: true, cell: (row) => row.counts.refused },
        {
          key: 'state',
          header: t('result'),
          cell: (row) => (
            <Status tone={row.finished ? 'ok' : 'progress'}>
              {row.finished ? t('finished') : t('running')}
            </Status>
          ),
        },
      ]}
    />
  );
}
