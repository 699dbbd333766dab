'use client';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { ErrorText } from '@/lib/ui/i18n/error-text';
import { Callout } from '@/lib/ui/primitives/callout';
import { Progress } from '@/lib/ui/primitives/progress';
import type { CheckRunSummary } from '../queries';

const REFRESH_MS = 1500;

/** What a run that has not finished is doing, or why it stopped. Finished runs show nothing. */
export function CheckRunState({ run, project }: { run: CheckRunSummary; project: string }) {
  const t = useTranslations('checks.state');
  const router = useRouter();
  const live = run.job?.status === 'QUEUED' || run.job?.status === 'RUNNING';
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [live, router]);

  if (run.finishedAt !== null || run.job === null) return null;
  const { status, done, total, error } = run.job;
  if (live) {
    return (
      <Progress
        value={done}
        max={Math.max(1, total ?? 1)}
        label={t(status === 'QUEUED' ? 'queued' : 'running')}
        valueText={t('progress', { done, total: total ?? 0 })}
        showValue
      />
    );
  }
  return (
    <Callout
      tone={status === 'FAILED' ? 'danger' : 'warning'}
      title={t(status === 'FAILED' ? 'failed' : 'stopped')}
      action={
        <Link href={`/p/${project}/jobs`} className="text-accent hover:underline">
          {t('jobs')}
        </Link>
      }
    >
      <ErrorText error={error} />
    </Callout>
  );
}
