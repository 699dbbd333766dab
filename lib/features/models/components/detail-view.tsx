import { useTranslations } from 'next-intl';
import { Callout } from '@/lib/ui/primitives/callout';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';
import { Badge, Status } from '@/lib/ui/primitives/status';
import { isLive } from '../live';
import type { ModelDetail } from '../model-detail';
import { DetailFacts } from './detail-facts';
import { FileTable } from './file-table';
import type { JobActions } from './job-actions';
import { JobLine } from './job-line';
import { RoleWord } from './marks';
import { VerifiedAt } from './model-state';
import { Command } from './own-encoder';
import { PullButton, VerifyButton } from './start-buttons';
import { WatchDownloads } from './watch-downloads';

interface DetailViewProps {
  project: string;
  detail: ModelDetail;
  actions?: JobActions | undefined;
}

/** Everything that is known of one encoder, and where each word of it comes from. */
export function DetailView({ project, detail, actions }: DetailViewProps) {
  const t = useTranslations('models');
  const { id, name, installed, offered, job, verify } = detail;
  const live = isLive(job);
  const limit = (installed ?? offered)?.licenceLimit ?? null;
  return (
    <>
      <WatchDownloads open={job ? [{ id: job.id, name, live }] : []} busy={isLive(verify)} />
      <PageHeader
        breadcrumbs={[{ label: t('title'), href: `/p/${project}/models` }, { label: name }]}
        title={name}
        meta={
          <>
            <code>{id}</code>
            <RoleWord role={(installed ?? offered)?.role ?? null} />
            <span lang="en">{(installed ?? offered)?.family}</span>
            {installed?.miniature === true && <Badge>{t('miniature')}</Badge>}
            <Here detail={detail} />
          </>
        }
        action={actions && <DetailAction project={project} detail={detail} />}
      />
      {job && (
        <div className="mb-6 border-y border-line">
          <JobLine project={project} name={name} job={job} actions={actions} />
        </div>
      )}
      {verify && verify.status !== 'CANCELLED' && (
        <div className="mb-6 border-y border-line">
          <JobLine project={project} name={t('verifyName')} job={verify} actions={actions} />
        </div>
      )}
      <div className="mb-6 grid gap-3 empty:hidden">
        {installed !== null && installed.unusable !== null && (
          <Callout tone="danger" title={t('state.unusable')}>
            <span lang="en">{installed.unusable}</span>
          </Callout>
        )}
        {installed?.miniature === true && (
          <Callout tone="info" title={t('miniature')}>
            {t('miniatureText')}
          </Callout>
        )}
        {limit !== null && (
          <Callout tone="warning" title={t(`licence.${limit}`)}>
            {t(`licenceText.${limit}`)}
          </Callout>
        )}
      </div>
      <DetailFacts detail={detail} />
      {detail.export && installed === null && (
        <Section id="export" title={t('export.title')} description={t('export.text')}>
          <p lang="en" className="measure">
            {detail.export.sentence}
          </p>
          <Command text={detail.export.command} />
          <p className="mt-4 measure">{t('export.then')}</p>
          <Command text={`blindpair models add FILE.onnx --like ${id}`} />
        </Section>
      )}
      {detail.files.length > 0 && <FileTable detail={detail} />}
    </>
  );
}

function Here({ detail: { installed, offered } }: { detail: ModelDetail }) {
  const t = useTranslations('models');
  if (installed === null) {
    return offered ? <span>{t(`state.${offered.state}`)}</span> : null;
  }
  return (
    <>
      {installed.unusable === null ? (
        <Status tone="ok">{t('state.ready')}</Status>
      ) : (
        <Status tone="danger">{t('state.unusable')}</Status>
      )}
      <VerifiedAt verified={installed.verified} usable={installed.unusable === null} />
    </>
  );
}

function DetailAction({ project, detail }: { project: string; detail: ModelDetail }) {
  const { id, name, installed, offered, job, verify } = detail;
  if (isLive(job)) return null;
  if (installed?.unusable === null) {
    return <VerifyButton project={project} encoderId={id} running={isLive(verify)} />;
  }
  const retried = job?.own === true;
  if (retried || !(installed?.repairable ?? offered?.state === 'download')) return null;
  return <PullButton project={project} encoder={{ id, name }} again={installed !== null} primary />;
}
