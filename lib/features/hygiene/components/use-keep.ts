'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { keepImageAction } from '../actions';

/** Keeps an image or leaves it out again, says so, and offers to take that back. */
export function useKeep(project: string): {
  pending: string | null;
  decide(imageId: string, keep: boolean): Promise<void>;
} {
  const t = useTranslations('hygiene');
  const failureText = useFailureText();
  const { as } = useSession();
  const router = useRouter();
  const [pending, setPending] = useState<string | null>(null);

  async function decide(imageId: string, keep: boolean): Promise<void> {
    setPending(imageId);
    const result = await answered(keepImageAction({ project, imageId, keep }, as));
    setPending(null);
    if (result.ok) {
      toast({
        title: keep ? t('kept') : t('leftOutAgain'),
        tone: 'ok',
        undo: () => decide(imageId, !keep),
      });
    } else toast({ title: failureText(result.error), tone: 'danger' });
    router.refresh();
  }

  return { pending, decide };
}
