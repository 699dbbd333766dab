'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Reason } from '@/lib/domain/hygiene/rules';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { keepReasonAction } from '../actions';

interface Props {
  project: string;
  reason: Reason;
  count: number;
  /** What the button does: keep all, or leave all out again. */
  keep: boolean;
}

/** Decides on all images of one reason at once. */
export function KeepAll({ project, reason, count, keep }: Props) {
  const t = useTranslations('hygiene');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [pending, setPending] = useState(false);

  async function decide(keepThem: boolean): Promise<void> {
    setPending(true);
    const result = await answered(keepReasonAction({ project, reason, keep: keepThem }, as));
    setPending(false);
    if (result.ok) {
      const { images } = result.data;
      toast({
        title: keepThem ? t('keptMany', { count: images }) : t('leftOutMany', { count: images }),
        tone: 'ok',
      });
    } else toast({ title: failureText(result.error), tone: 'danger' });
    router.refresh();
  }

  return (
    <Button size="sm" loading={pending} onClick={() => void decide(keep)}>
      {keep ? t('keepAll', { count }) : t('leaveAllOut', { count })}
    </Button>
  );
}
