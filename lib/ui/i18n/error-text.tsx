'use client';
import { useTranslations } from 'next-intl';
import type { KeptError } from '@/lib/domain/errors';

/** Why a job failed, in the reader's language; in English, and marked so, where nothing is translated. */
export function ErrorText({ error }: { error: KeptError | null }) {
  const errors = useTranslations('errors');
  const failures = useTranslations('jobs.failures');
  if (error === null) return null;
  const { key, params, message } = error;
  for (const t of key === undefined ? [] : [errors, failures]) {
    if (!t.has(key as never)) continue;
    const text = t(key as never, params as never);
    // The key itself: an error that was kept before its sentence asked for more lacks a value.
    if (!text.endsWith(`.${key}`)) return text;
  }
  return <span lang="en">{message}</span>;
}
