'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { startScoringAction } from '../actions';

interface ScoreButtonProps {
  project: string;
  version: number;
  /** A scoring job of this release waits or runs. */
  scoring: boolean;
}

const REFRESH_MS = 1500;

export function ScoreButton({ project, version, scoring }: ScoreButtonProps) {
  const t = useTranslations('results');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    if (!scoring) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [scoring, router]);

  const go = () =>
    startTransition(async () => {
      const result = await answered(startScoringAction({ project, version }, as));
      if (result.ok) toast({ title: t('scoringStarted'), tone: 'ok' });
      else toast({ title: failureText(result.error), tone: 'danger' });
      router.refresh();
    });
  return (
    <Button loading={pending || scoring} loadingLabel={t('scoring')} onClick={go}>
      {t('score')}
    </Button>
  );
}
