'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { ErrorText } from '@/lib/ui/i18n/error-text';
import { Callout } from '@/lib/ui/primitives/callout';
import { Progress } from '@/lib/ui/primitives/progress';
import type { CheckState } from '../queries';

const REFRESH_MS = 1500;

/** Says what the newest check is doing while it has not ended; silent otherwise. */
export function CheckProgress({ check, slug }: { check: CheckState; slug: string }) {
  const t = useTranslations('hygiene.progress');
  const ts = useTranslations('jobs');
  const router = useRouter();
  const { job } = check;
  const live = job?.status === 'QUEUED' || job?.status === 'RUNNING';
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [live, router]);
  if (!job || check.finishedAt !== null || job.status === 'DONE') return null;
  return (
    <Callout
      tone={job.status === 'FAILED' ? 'danger' : 'info'}
      title={t(job.status)}
      className="mb-6"
      action={
        <Link className="text-accent" href={`/p/${slug}/jobs`}>
          {t('jobs')}
        </Link>
      }
    >
      <ErrorText error={job.error} />
      {job.status === 'RUNNING' && job.total !== null ? (
        <Progress
          value={job.done}
          max={Math.max(1, job.total)}
          label={t('RUNNING')}
          valueText={
            job.step && ts.has(`steps.${job.step}`)
              ? ts('stepProgress', {
                  step: ts(`steps.${job.step}`),
                  done: job.done,
                  total: job.total,
                })
              : ts('progress', { done: job.done, total: job.total })
          }
          showValue
          thin
        />
      ) : null}
    </Callout>
  );
}
