'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { toast } from '@/lib/ui/primitives/toast';

interface WatchDownloadsProps {
  /** Every download that has not succeeded. */
  open: readonly { id: string; name: string; live: boolean }[];
  /** Whether anything else on the page is still going on. */
  busy: boolean;
}

/** How often a page with running jobs reads their progress. */
const REFRESH_MS = 1500;

/** Keeps the page fresh while something goes on, and says when an encoder has arrived. */
export function WatchDownloads({ open, busy }: WatchDownloadsProps) {
  const t = useTranslations('models');
  const router = useRouter();
  const running = useRef(new Map<string, string>());
  useEffect(() => {
    for (const [id, name] of running.current) {
      if (!open.some((one) => one.id === id)) toast({ title: t('arrived', { name }), tone: 'ok' });
    }
    running.current = new Map(open.filter((one) => one.live).map(({ id, name }) => [id, name]));
  }, [open, t]);

  const active = busy || open.some(({ live }) => live);
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [active, router]);
  return null;
}
