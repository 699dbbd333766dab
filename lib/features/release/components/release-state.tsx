'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Status } from '@/lib/ui/primitives/status';
import type { ReleaseSummary } from '../queries';

const REFRESH_MS = 1500;
const TONE = {
  PUBLISHED: 'ok',
  BUILDING: 'progress',
  FAILED: 'danger',
  STOPPED: 'warning',
} as const;

/** A release whose job ended without publishing has stopped, whatever its own row says. */
export function ReleaseState({ release }: { release: Pick<ReleaseSummary, 'status' | 'job'> }) {
  const t = useTranslations('releases.status');
  const router = useRouter();
  const jobRuns = release.job?.status === 'QUEUED' || release.job?.status === 'RUNNING';
  const live = release.status === 'BUILDING' && jobRuns;
  useEffect(() => {
    if (!live) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [live, router]);
  const state = release.status === 'BUILDING' && !jobRuns ? 'STOPPED' : release.status;
  return <Status tone={TONE[state]}>{t(state)}</Status>;
}
