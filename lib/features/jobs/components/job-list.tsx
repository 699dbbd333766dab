'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { progressBytes } from '@/lib/domain/job-progress';
import { ErrorText } from '@/lib/ui/i18n/error-text';
import { Button } from '@/lib/ui/primitives/button';
import { formatBytes } from '@/lib/ui/primitives/format-bytes';
import { Progress } from '@/lib/ui/primitives/progress';
import { Status } from '@/lib/ui/primitives/status';
import { RelativeTime } from '@/lib/ui/primitives/time';
import { useAct } from '@/lib/ui/session/use-act';
import { cancelJobAction, resumeJobAction } from '../actions';
import type { JobRow } from '../queries';

const TONE = {
  QUEUED: 'neutral',
  RUNNING: 'progress',
  DONE: 'ok',
  FAILED: 'danger',
  CANCELLED: 'neutral',
} as const;

/** How often a page with running jobs reads their progress. */
const REFRESH_MS = 1500;

export function JobList({
  jobs,
  project,
  mayManage,
}: {
  jobs: JobRow[];
  project: string;
  mayManage: boolean;
}) {
  const router = useRouter();
  const active = jobs.some((job) => job.status === 'QUEUED' || job.status === 'RUNNING');
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [active, router]);

  return (
    <ul className="divide-y divide-line border-y border-line">
      {jobs.map((job) => (
        <JobItem key={job.id} job={job} project={project} mayManage={mayManage} />
      ))}
    </ul>
  );
}

function JobItem({
  job,
  project,
  mayManage,
}: {
  job: JobRow;
  project: string;
  mayManage: boolean;
}) {
  const t = useTranslations('jobs');
  const [pending, act] = useAct();
  const name = t(`kinds.${job.kind}`);
  const input = { project, jobId: job.id };
  const live = job.status === 'QUEUED' || job.status === 'RUNNING';
  const locale = useLocale();

  const howFar = (id: string | null, done: number, total: number): string => {
    if (id === null) return t('progress', { done, total });
    const step = t.has(`steps.${id}`) ? t(`steps.${id}`) : id;
    const bytes = progressBytes(id, done);
    if (bytes === null) return t('stepProgress', { step, done, total });
    const all = progressBytes(id, total) ?? total;
    return t('stepBytes', {
      step,
      done: formatBytes(bytes, locale),
      total: formatBytes(all, locale),
    });
  };

  return (
    <li className="grid gap-x-6 gap-y-2 py-3 sm:grid-cols-[minmax(10rem,1fr)_minmax(12rem,2fr)_auto] sm:items-center">
      <div>
        <p className="font-medium">{name}</p>
        {job.encoder === null ? null : (
          <p className="text-sm break-words text-ink-2">{job.encoder}</p>
        )}
        <p className="text-sm text-ink-2">
          <RelativeTime iso={job.finishedAt ?? job.startedAt ?? job.createdAt} />
        </p>
      </div>
      <div className="grid gap-1">
        <Status tone={TONE[job.status]}>
          {job.cancelRequested && live ? t('stopping') : t(`status.${job.status}`)}
        </Status>
        {job.status === 'RUNNING' && job.total !== null ? (
          <Progress
            value={job.done}
            max={Math.max(1, job.total)}
            label={t('progressOf', { name })}
            valueText={howFar(job.step, job.done, job.total)}
            showValue
            thin
          />
        ) : null}
        {job.error ? (
          <p className="text-sm text-danger">
            <ErrorText error={job.error} />
          </p>
        ) : null}
      </div>
      {mayManage ? (
        <div className="justify-self-start sm:justify-self-end">
          {live && !job.cancelRequested ? (
            <Button
              size="sm"
              loading={pending}
              onClick={() => act((as) => cancelJobAction(input, as))}
            >
              {t('cancel')}
            </Button>
          ) : null}
          {job.status === 'FAILED' || job.status === 'CANCELLED' ? (
            <Button
              size="sm"
              loading={pending}
              onClick={() => act((as) => resumeJobAction(input, as))}
            >
              {t('resume')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}
