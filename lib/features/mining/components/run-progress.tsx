'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { ErrorText } from '@/lib/ui/i18n/error-text';
import { Callout } from '@/lib/ui/primitives/callout';
import { Progress } from '@/lib/ui/primitives/progress';
import type { RunRow } from '../run-queries';

const REFRESH_MS = 1500;

/** Says what the newest run is doing while it has not ended; silent otherwise. */
export function RunProgress({ run, slug }: { run: RunRow; slug: string }) {
  const t = useTranslations('mining.progress');
  const router = useRouter();
  const { job } = run;
  const live = job?.status === 'QUEUED' || job?.status === 'RUNNING';
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [live, router]);
  if (!job || run.finishedAt !== null || job.status === 'DONE') return null;
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
          showValue
          thin
        />
      ) : null}
    </Callout>
  );
}
