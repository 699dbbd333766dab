import { ClipboardCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { TextAudit } from '@/lib/domain/text-only';
import { Callout } from '@/lib/ui/primitives/callout';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { LinkTabs } from '@/lib/ui/primitives/link-tabs';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { Section } from '@/lib/ui/primitives/section';
import { TextAuditView } from '@/lib/ui/primitives/text-audit-view';
import { DateTime } from '@/lib/ui/primitives/time';
import type { CheckedPairRow, CheckRunSummary } from '../queries';
import { CheckRunState } from './check-run-state';
import { CheckTable } from './check-table';
import type { Reopen } from './mend-pair';
import { RunChecksDialog } from './run-checks-dialog';

interface ChecksViewProps {
  project: string;
  studies: { id: string; name: string; pairs: number }[];
  runs: CheckRunSummary[];
  /** The one that is shown. */
  run: CheckRunSummary | null;
  show: 'all' | 'failed' | 'unavailable' | 'passed';
  page: { rows: CheckedPairRow[]; next: number | null };
  /** Of the pairs that passed in this run and have not changed since. */
  texts: TextAudit | null;
  miniature: string[];
  mayRun: boolean;
  mayRelease: boolean;
  /** Absent for people who may not send pairs back. */
  Reopen?: Reopen | undefined;
}

/** The report of one check run, and the way to start another. */
export function ChecksView(props: ChecksViewProps) {
  const { project, studies, run, miniature, mayRun } = props;
  const t = useTranslations('checks');
  const start: ReactNode = mayRun && studies.length > 0 && (
    <RunChecksDialog project={project} studies={studies} />
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} action={run && start} />
      {miniature.length > 0 && (
        <Callout tone="info" className="mb-6" title={t('miniatureTitle')}>
          {t('miniature', { names: miniature.join(', ') })}
        </Callout>
      )}
      {run === null ? (
        <EmptyState
          icon={<ClipboardCheck aria-hidden />}
          title={t('empty')}
          description={t(studies.length > 0 ? 'emptyReady' : 'emptyNoStudy')}
          action={start || <LinkButton href={`/p/${project}/studies`}>{t('toStudies')}</LinkButton>}
        />
      ) : (
        <RunReport {...props} run={run} />
      )}
    </>
  );
}

function RunReport(props: ChecksViewProps & { run: CheckRunSummary }) {
  const { project, runs, run, show, page, texts, mayRelease, Reopen } = props;
  const t = useTranslations('checks');
  const common = useTranslations('common');
  const base = `/p/${project}/checks`;
  const at = (values: Record<string, string>) =>
    `${base}?${new URLSearchParams({ run: run.id, ...values })}`;
  const counts = {
    all: run.passed + run.failed + run.unavailable,
    failed: run.failed,
    unavailable: run.unavailable,
    passed: run.passed,
  };
  const live = run.job?.status === 'QUEUED' || run.job?.status === 'RUNNING';
  const running = run.finishedAt === null && live;
  const missing = page.rows.some(({ findings }) =>
    findings.some(({ detail }) => detail === 'encoderMissing' || detail === 'encoderChanged'),
  );
  return (
    <>
      <Section
        id="report"
        title={t('report', { study: run.study.name })}
        description={<DateTime iso={run.createdAt} />}
      >
        <CheckRunState run={run} project={project} />
        {mayRelease && run.finishedAt !== null && run.passed > 0 && run.id === runs[0]?.id && (
          <Callout
            tone="info"
            className="mb-4"
            title={t('next', { count: run.passed })}
            action={
              <LinkButton variant="primary" href={`/p/${project}/releases`}>
                {t('toRelease')}
              </LinkButton>
            }
          >
            {t('nextText')}
          </Callout>
        )}
        <LinkTabs
          label={t('filter')}
          items={(['all', 'failed', 'unavailable', 'passed'] as const).map((id) => ({
            href: at({ show: id }),
            label: t(`show.${id}`),
            count: counts[id],
            current: show === id,
          }))}
        />
        {missing && (
          <Callout
            tone="warning"
            title={t('encoderGone')}
            className="mt-3"
            action={
              <LinkButton size="sm" href={`/p/${project}/models`}>
                {t('toEncoders')}
              </LinkButton>
            }
          />
        )}
        <div className="mt-3">
          {page.rows.length === 0 ? (
            <p className="text-ink-2">
              {t(
                !running
                  ? 'nothing'
                  : run.job?.status === 'QUEUED'
                    ? 'nothingWaiting'
                    : 'nothingYet',
              )}
            </p>
          ) : (
            <CheckTable rows={page.rows} project={project} Reopen={Reopen} />
          )}
        </div>
        <Pagination
          label={t('title')}
          previousLabel={common('previous')}
          nextLabel={common('next')}
          nextHref={page.next === null ? undefined : at({ show, after: String(page.next) })}
          summary={t(running ? 'countYet' : 'count', { count: counts[show] })}
        />
      </Section>
      {texts !== null && texts.pairs > 0 && <TextAuditView audit={texts} placed={false} />}
      {runs.length > 1 && (
        <Section id="runs" title={t('earlier')}>
          <LinkTabs
            label={t('earlier')}
            items={runs.map((one) => ({
              href: `${base}?run=${one.id}`,
              label: <DateTime iso={one.createdAt} />,
              current: one.id === run.id,
            }))}
          />
        </Section>
      )}
    </>
  );
}
