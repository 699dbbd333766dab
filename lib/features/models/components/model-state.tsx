import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Status } from '@/lib/ui/primitives/status';
import { RelativeTime } from '@/lib/ui/primitives/time';
import type { EncoderJob, Verification } from '../job-states';
import { isLive } from '../live';
import type { InstalledRow, OfferedRow } from '../queries';
import { PullButton } from './start-buttons';

/** Whether an installed encoder may be used, and when that was last looked at closely. */
export function InstalledState({
  project,
  row,
  mayManage,
}: {
  project: string;
  row: InstalledRow;
  mayManage: boolean;
}) {
  const t = useTranslations('models');
  return (
    <div className="grid justify-items-start gap-1">
      {row.unusable === null ? (
        <Status tone="ok">{t('state.ready')}</Status>
      ) : (
        <>
          <Status tone="danger">{t('state.unusable')}</Status>
          <p lang="en" className="max-w-72 text-sm">
            {row.unusable}
          </p>
        </>
      )}
      <VerifiedAt verified={row.verified} usable={row.unusable === null} />
      {isLive(row.job) ? (
        <PullState job={row.job} />
      ) : (
        mayManage && row.repairable && <PullButton project={project} encoder={row} again />
      )}
    </div>
  );
}

export function VerifiedAt({
  verified,
  usable,
}: {
  verified: Verification | null;
  usable: boolean;
}) {
  const t = useTranslations('models');
  if (verified === null) return null;
  if (verified.ok) {
    return usable ? (
      <span className="text-sm text-ink-2">
        {t.rich('verifiedAt', { at: () => <RelativeTime iso={verified.at} /> })}
      </span>
    ) : null;
  }
  return (
    <p lang="en" className="max-w-72 text-sm text-danger">
      {verified.detail}
    </p>
  );
}

/** Where an encoder of the catalogue stands here, and the way to get it. */
export function OfferedState({
  project,
  row,
  mayManage,
}: {
  project: string;
  row: OfferedRow;
  mayManage: boolean;
}) {
  const t = useTranslations('models');
  const { job } = row;
  if (isLive(job)) return <PullState job={job} />;
  if (row.broken) return <Status tone="danger">{t('state.unusable')}</Status>;
  if (row.state === 'installed') return <Status tone="ok">{t('state.installed')}</Status>;
  if (row.state === 'export') {
    return (
      <Link className="text-accent" href={`/p/${project}/models/${row.id}#export`}>
        {t('state.export')} <span className="sr-only">{row.name}</span>
      </Link>
    );
  }
  if (mayManage) return <PullButton project={project} encoder={row} />;
  return <span className="text-ink-2">{t('state.download')}</span>;
}

function PullState({ job }: { job: EncoderJob | null }) {
  const t = useTranslations('models.job');
  if (job === null) return null;
  const { status, step, done, total } = job;
  const share = step === 'download' && total ? Math.floor((100 * done) / total) : null;
  return (
    <Status tone={status === 'QUEUED' ? 'neutral' : 'progress'}>
      {share === null ? t(`pull.${status}`) : t('share', { share })}
    </Status>
  );
}
