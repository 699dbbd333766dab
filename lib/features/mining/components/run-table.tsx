import { Fragment } from 'react';
import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import { Pickaxe } from 'lucide-react';
import type { PairFormat } from '@/lib/domain/formats/pair-file';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { DateTime } from '@/lib/ui/primitives/time';
import type { RunRow } from '../run-queries';

/** Their names are no words of a language. JSON lines are for the command line. */
const DOWNLOADS = [
  { format: 'parquet', name: 'Parquet' },
  { format: 'json', name: 'JSON' },
  { format: 'csv', name: 'CSV' },
] as const satisfies readonly { format: PairFormat; name: string }[];

const ROLES = ['semantic', 'visual'] as const;
const COLOURS = { semantic: 'block text-semantic', visual: 'block text-visual' } as const;

interface RunTableProps {
  runs: readonly RunRow[];
  /** Of the pairs that a run kept, how many no earlier one had. */
  fresh: ReadonlyMap<string, number>;
  slug: string;
}

export function RunTable({ runs, fresh, slug }: RunTableProps) {
  const t = useTranslations('mining.runList');
  const tm = useTranslations('mining');
  const format = new Intl.NumberFormat(useLocale());
  const count = (value: number | null): string => (value === null ? '' : format.format(value));
  return (
    <DataTable
      caption={t('title')}
      hideCaption
      rows={runs}
      rowKey={(run) => run.id}
      empty={
        <EmptyState
          icon={<Pickaxe />}
          title={t('empty')}
          action={<LinkButton href={`/p/${slug}/pairs`}>{t('toPairs')}</LinkButton>}
        />
      }
      columns={[
        { key: 'when', header: t('when'), cell: (run) => <DateTime iso={run.createdAt} /> },
        {
          key: 'state',
          header: t('state'),
          cell: (run) => (run.finishedAt ? t('done') : t(`status.${run.job?.status ?? 'QUEUED'}`)),
        },
        {
          key: 'encoders',
          header: t('encoders'),
          cell: (run) => (
            <>
              {ROLES.map((role) => (
                <Fragment key={role}>
                  {run[role].map(({ id, weights }) => (
                    <span key={id} className={COLOURS[role]}>
                      {id} <code>{weights}</code>
                    </span>
                  ))}
                  {run[role].length > 1 ? (
                    <span className="block text-sm text-ink-2">
                      {t('agree', {
                        all: String(run.agreement[role] === run[role].length),
                        least: run.agreement[role],
                        count: run[role].length,
                      })}
                    </span>
                  ) : null}
                </Fragment>
              ))}
              <span className="block text-sm text-ink-2">
                {t('version', { version: run.version })}
              </span>
            </>
          ),
        },
        {
          key: 'thresholds',
          header: t('thresholds'),
          cell: (run) => (
            <span className="grid num">
              <span className="text-semantic">{`> ${run.minSemantic}`}</span>
              <span className="text-visual">{`< ${run.maxVisual}`}</span>
              <span className="text-sm text-ink-2">
                {t('limits', {
                  perImage: run.perImage,
                  perCluster: run.perCluster ?? 0,
                  limit: run.limit ?? 0,
                })}
              </span>
              <span className="text-sm text-ink-2">{tm(`rankBy.${run.rankBy}`)}</span>
            </span>
          ),
        },
        {
          key: 'images',
          header: t('images'),
          numeric: true,
          cell: (run) => (
            <>
              {count(run.images)}
              {run.leftOut ? (
                <span className="block text-sm text-ink-2">
                  {t('leftOut', { count: run.leftOut })}
                </span>
              ) : null}
              {run.withoutEmbedding ? (
                <span className="block text-sm text-ink-2">
                  {t('withoutEmbedding', { count: run.withoutEmbedding })}
                </span>
              ) : null}
            </>
          ),
        },
        {
          key: 'compared',
          header: t('compared'),
          numeric: true,
          cell: (run) => (run.pairsCompared ? format.format(BigInt(run.pairsCompared)) : ''),
        },
        {
          key: 'passing',
          header: t('passing'),
          numeric: true,
          cell: (run) => count(run.pairsPassing),
        },
        {
          key: 'kept',
          header: t('kept'),
          numeric: true,
          cell: (run) => (
            <>
              {count(run.pairsKept)}
              {run.pairsKept ? (
                <span className="block text-sm text-ink-2">
                  {t('new', { count: fresh.get(run.id) ?? 0 })}
                </span>
              ) : null}
            </>
          ),
        },
        {
          key: 'show',
          header: t('show'),
          action: true,
          cell: (run) => (
            <>
              <Link
                className="block min-h-6 py-0.5 whitespace-nowrap text-accent"
                href={`/p/${slug}/pairs?run=${run.id}`}
              >
                {t('show')}
              </Link>
              {run.downloadable
                ? DOWNLOADS.map(({ format, name }) => (
                    <a
                      key={format}
                      className="block min-h-6 py-0.5 whitespace-nowrap text-accent"
                      href={`/api/p/${slug}/runs/${run.id}/pairs?format=${format}`}
                      download
                    >
                      {t('download', { format: name })}
                    </a>
                  ))
                : null}
            </>
          ),
        },
      ]}
    />
  );
}
