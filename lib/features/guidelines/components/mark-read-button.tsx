'use client';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { toast } from '@/lib/ui/primitives/toast';
import { useSession } from '@/lib/ui/session/use-session';
import { markGuidelineReadAction } from '../actions';

export function MarkReadButton({ project, version }: { project: string; version: number }) {
  const t = useTranslations('guidelines');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [pending, start] = useTransition();
  const mark = (): void =>
    start(async () => {
      const result = await markGuidelineReadAction({ project, version }, as).catch(() => null);
      if (result?.ok) toast({ title: t('marked', { version }) });
      else
        toast({
          title: result ? failureText(result.error) : t('unreachable'),
          tone: 'danger',
        });
      if (result) router.refresh();
    });
  return (
    <Button size="sm" loading={pending} onClick={mark}>
      {t('markRead')}
    </Button>
  );
}
