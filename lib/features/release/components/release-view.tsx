import { Download } from 'lucide-react';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { PATTERN_IDS, type PatternId } from '@/lib/domain/patterns';
import { ErrorText } from '@/lib/ui/i18n/error-text';
import { Callout } from '@/lib/ui/primitives/callout';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { DataTable } from '@/lib/ui/primitives/data-table';
import { formatBytes } from '@/lib/ui/primitives/format-bytes';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { PatternLabel } from '@/lib/ui/primitives/pattern-label';
import { Section } from '@/lib/ui/primitives/section';
import { Stat, StatRow } from '@/lib/ui/primitives/stat';
import { TextAuditView } from '@/lib/ui/primitives/text-audit-view';
import type { ReleaseDetail } from '../queries';
import { BaselineCardView } from './baseline-card-view';
import { ReleaseState } from './release-state';

interface ReleaseViewProps {
  project: string;
  release: ReleaseDetail;
  mayDownload: boolean;
}

export function ReleaseView({ project, release, mayDownload }: ReleaseViewProps) {
  const t = useTranslations('releases');
  const common = useTranslations('common');
  const locale = useLocale();
  const base = `/p/${project}/releases`;
  const { assistance: assisted } = release;
  const published = release.status === 'PUBLISHED';
  const stopped =
    !published && release.job?.status !== 'QUEUED' && release.job?.status !== 'RUNNING';
  return (
    <>
      <PageHeader
        title={t(release.name === '' ? 'version' : 'versionName', {
          version: release.version,
          name: release.name,
        })}
        breadcrumbs={[{ label: t('title'), href: base }]}
        meta={<ReleaseState release={release} />}
        action={
          published &&
          mayDownload && (
            <LinkButton
              href={`/api${base}/${release.version}/download`}
              variant="primary"
              icon={<Download />}
              download
            >
              {common('download')}
            </LinkButton>
          )
        }
      />
      {stopped && (
        <Callout
          tone="danger"
          className="mb-6"
          title={t('notPublished')}
          action={
            <Link href={`/p/${project}/jobs`} className="text-accent hover:underline">
              {t('jobs')}
            </Link>
          }
        >
          <ErrorText error={release.error} />
        </Callout>
      )}
      {release.miniature.length > 0 && (
        <Callout tone="info" className="mb-6">
          {t('miniature', { names: release.miniature.join(', ') })}
        </Callout>
      )}
      <Section id="contents" title={t('contents')} aside={t('contentsAside')}>
        <StatRow>
          <Stat label={t('columns.pairs')} value={release.pairs} />
          {release.bytes !== null && (
            <Stat label={t('columns.size')} value={formatBytes(release.bytes, locale)} />
          )}
          <Stat
            label={t('keyBalance')}
            value={`${release.card.key.oddA} / ${release.card.key.odd}`}
            hint={t('keyBalanceHint')}
          />
          <Stat
            label="MMVP_VLM"
            value={`${release.vlm.types} × ${release.vlm.pairsPerType}`}
            hint={t('vlmHint', { count: release.vlm.leftOut })}
          />
          <Stat
            label={t('assisted.label')}
            value={`${assisted.seen + assisted.taken} / ${release.rows.length}`}
            hint={t('assisted.hint', {
              taken: assisted.taken,
              seen: assisted.seen,
              models: assisted.models.join(', ') || 'none',
            })}
          />
        </StatRow>
        {release.vlm.lacking.length > 0 && (
          <Callout tone="info" className="mt-4" title={t('vlmLacking')}>
            <ul className="flex flex-wrap gap-x-4">
              {release.vlm.lacking.map((id) => (
                <li key={id}>
                  <PatternLabel pattern={id as PatternId} />
                </li>
              ))}
            </ul>
          </Callout>
        )}
        <dl className="mt-4 grid gap-2 text-sm">
          {(['sha256', 'manifestSha256', 'seed'] as const).map((key) =>
            release[key] === null ? null : (
              <div key={key}>
                <dt className="text-ink-2">{t(key)}</dt>
                <dd className="flex min-w-0 items-center gap-2 break-all num">
                  <code className="text-xs">{release[key]}</code>
                  <CopyButton text={release[key]} />
                </dd>
              </div>
            ),
          )}
        </dl>
      </Section>
      <Section id="card" title={t('card.title')} aside={t('card.aside')}>
        <BaselineCardView card={release.card} />
      </Section>
      {release.card.texts.pairs > 0 && <TextAuditView audit={release.card.texts} placed />}
      <Section id="pairs" title={t('pairs', { count: release.pairs })}>
        <DataTable
          caption={t('pairs', { count: release.pairs })}
          hideCaption
          stickyHeader
          rows={release.rows}
          rowKey={(row) => String(row.position)}
          columns={[
            {
              key: 'rows',
              header: t('columns.rows'),
              bare: true,
              numeric: true,
              cell: (row) => `${2 * row.position - 1}–${2 * row.position}`,
            },
            {
              key: 'number',
              header: t('columns.pair'),
              cell: (row) => (
                <Link
                  href={`/p/${project}/pairs/${row.number}`}
                  className="text-accent num hover:underline"
                >
                  {row.number}
                </Link>
              ),
            },
            {
              key: 'pattern',
              header: t('columns.pattern'),
              cell: (row) =>
                PATTERN_IDS.includes(row.pattern as PatternId) && (
                  <PatternLabel pattern={row.pattern as PatternId} short />
                ),
            },
            { key: 'question', header: t('columns.question'), cell: (row) => row.question },
            {
              key: 'options',
              header: t('columns.options'),
              cell: (row) => row.options.join(' / '),
            },
          ]}
        />
      </Section>
    </>
  );
}
