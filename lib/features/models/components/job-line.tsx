'use client';
import { useLocale, useTranslations } from 'next-intl';
import { progressBytes } from '@/lib/domain/job-progress';
import { ErrorText } from '@/lib/ui/i18n/error-text';
import { Button } from '@/lib/ui/primitives/button';
import { formatBytes } from '@/lib/ui/primitives/format-bytes';
import { Progress } from '@/lib/ui/primitives/progress';
import { Status } from '@/lib/ui/primitives/status';
import { useAct } from '@/lib/ui/session/use-act';
import type { EncoderJob } from '../job-states';
import { isLive } from '../live';
import type { JobActions } from './job-actions';

interface JobLineProps {
  project: string;
  /** What is downloaded or verified. */
  name: string;
  job: EncoderJob;
  /** Absent for people who may not manage encoders. */
  actions?: JobActions | undefined;
}

const TONE = {
  QUEUED: 'neutral',
  RUNNING: 'progress',
  FAILED: 'danger',
  CANCELLED: 'neutral',
} as const;

/** One job about an encoder: what it does, how far it is, and the way to stop it or to go on. */
export function JobLine({ project, name, job, actions }: JobLineProps) {
  const t = useTranslations('models.job');
  const [pending, act] = useAct();
  const input = { project, jobId: job.id };
  const live = isLive(job);
  return (
    <div className="grid gap-x-6 gap-y-2 py-3 sm:grid-cols-[minmax(10rem,1fr)_minmax(14rem,2fr)_auto] sm:items-center">
      <p className="font-medium">{name}</p>
      <div className="grid min-w-0 gap-1">
        {/* Said again when it changes; the bytes in between are not. */}
        <div role="status">
          <span className="sr-only">{name}: </span>
          <Status tone={TONE[job.status]}>
            {live && job.cancelRequested ? t('stopping') : t(`${job.kind}.${job.status}`)}
          </Status>
        </div>
        {job.status === 'RUNNING' && <HowFar name={name} job={job} />}
        {job.status === 'FAILED' && job.error !== null && (
          <p className="text-sm text-danger">
            <ErrorText error={job.error} />
          </p>
        )}
        {job.status === 'CANCELLED' && <p className="text-sm text-ink-2">{t('kept')}</p>}
        {!job.own && <p className="text-sm text-ink-2">{t('foreign')}</p>}
      </div>
      {actions && job.own && (
        <div className="sm:justify-self-end">
          {live ? (
            !job.cancelRequested && (
              <Button
                size="sm"
                loading={pending}
                onClick={() => act((as) => actions.cancel(input, as))}
              >
                {t('cancel')} <span className="sr-only">{name}</span>
              </Button>
            )
          ) : (
            <Button
              size="sm"
              loading={pending}
              onClick={() => act((as) => actions.resume(input, as))}
            >
              {job.status === 'FAILED' ? t('again') : t('goOn')}{' '}
              <span className="sr-only">{name}</span>
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** Bytes of bytes where the hub says how many there are; else bytes alone. */
function HowFar({ name, job }: { name: string; job: EncoderJob }) {
  const t = useTranslations('models.job');
  const locale = useLocale();
  const done = progressBytes(job.step, job.done);
  if (done === null) {
    return job.step === 'try' ? <p className="text-sm text-ink-2">{t('trying')}</p> : null;
  }
  if (job.total === null) {
    return (
      <p className="text-sm text-ink-2 num">{t('some', { done: formatBytes(done, locale) })}</p>
    );
  }
  const total = progressBytes(job.step, job.total) ?? 0;
  return (
    <Progress
      value={job.done}
      max={Math.max(1, job.total)}
      label={t('progressOf', { name })}
      valueText={t('bytes', { done: formatBytes(done, locale), total: formatBytes(total, locale) })}
      showValue
      thin
    />
  );
}
