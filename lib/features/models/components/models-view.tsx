import { useTranslations } from 'next-intl';
import { ENCODER_ROLES } from '@/lib/domain/encoders';
import { Callout } from '@/lib/ui/primitives/callout';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';
import { isLive } from '../live';
import type { ModelList } from '../queries';
import type { ModelListQuery } from '../schemas';
import { CatalogueTable } from './catalogue-table';
import { InstalledTable } from './installed-table';
import type { JobActions } from './job-actions';
import { JobLine } from './job-line';
import { ModelFilter } from './model-filter';
import { OwnEncoder } from './own-encoder';
import { VerifyButton } from './start-buttons';
import { WatchDownloads } from './watch-downloads';

export interface ModelsViewProps {
  project: string;
  query: ModelListQuery;
  list: ModelList;
  /** Jobs wait while no worker runs. */
  workerOnline: boolean;
  /** Absent for people who only look. */
  actions?: JobActions | undefined;
}

/** What is going on, what is here, what can be had, and how to bring one's own. */
export function ModelsView({ project, query, list, workerOnline, actions }: ModelsViewProps) {
  const t = useTranslations('models');
  const { installed, offered, counts, jobs, verify } = list;
  const mayManage = actions !== undefined;
  const verifying = isLive(verify);
  const going = verifying || jobs.some(({ job }) => isLive(job));
  const nothing = installed.length + offered.length === 0;
  return (
    <>
      <WatchDownloads
        open={jobs.map(({ name, job }) => ({ id: job.id, name, live: isLive(job) }))}
        busy={verifying}
      />
      <PageHeader
        title={t('title')}
        description={t('description')}
        meta={<span className="num">{t('counts', counts)}</span>}
        action={mayManage && <VerifyButton project={project} running={verifying} />}
      />
      {mayManage && !workerOnline && (
        <Callout tone="danger" title={t('noWorker')} className="mb-4">
          {t('noWorkerText')}
        </Callout>
      )}
      {(jobs.length > 0 || (verify && verify.status !== 'CANCELLED')) && (
        <Section id="jobs" title={t(going ? 'going' : 'stopped')}>
          <ul className="divide-y divide-line border-y border-line">
            {jobs.map(({ name, job }) => (
              <li key={job.id}>
                <JobLine project={project} name={name} job={job} actions={actions} />
              </li>
            ))}
            {verify && verify.status !== 'CANCELLED' && (
              <li>
                <JobLine project={project} name={t('verifyName')} job={verify} actions={actions} />
              </li>
            )}
          </ul>
        </Section>
      )}
      <ModelFilter query={query} />
      {nothing ? (
        <EmptyState
          title={t('nothing')}
          description={t('nothingText')}
          action={<LinkButton href={`/p/${project}/models`}>{t('filter.clear')}</LinkButton>}
        />
      ) : (
        <>
          {installed.length > 0 && (
            <Section
              id="installed"
              title={t('installed')}
              description={
                installed.some(({ miniature }) => miniature) ? t('miniatureText') : undefined
              }
            >
              <InstalledTable project={project} rows={installed} mayManage={mayManage} />
            </Section>
          )}
          {ENCODER_ROLES.map((role) => {
            const rows = offered.filter((row) => row.role === role);
            return (
              rows.length > 0 && (
                <Section
                  key={role}
                  id={`catalogue-${role}`}
                  title={t(`catalogue.${role}`)}
                  description={t(`catalogue.${role}Text`)}
                >
                  <CatalogueTable project={project} role={role} rows={rows} mayManage={mayManage} />
                </Section>
              )
            );
          })}
        </>
      )}
      <OwnEncoder />
    </>
  );
}
