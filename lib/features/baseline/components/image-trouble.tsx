'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { useSession } from '@/lib/ui/session/use-session';
import { ANSWER_WAIT_MS } from './send-answer';

/** Stands where the image should be. Without the image there is no answer. */
export function ImageTrouble({ trialId, onRetry }: { trialId: string; onRetry(): void }) {
  const t = useTranslations('rating.trouble');
  const { headers } = useSession();
  const [reported, setReported] = useState(false);

  async function report() {
    try {
      const response = await fetch(`/api/rate/trials/${trialId}/report`, {
        method: 'POST',
        headers,
        signal: AbortSignal.timeout(ANSWER_WAIT_MS),
      });
      if (response.ok) setReported(true);
    } catch {
      // Without a connection the button stays, and can be pressed again.
    }
  }

  return (
    <div
      role="alert"
      className="absolute inset-0 grid content-center justify-items-center gap-3 p-4"
    >
      <p className="font-semibold">{t('imageTitle')}</p>
      <p className="text-center">{reported ? t('reported') : t('imageText')}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button onClick={onRetry}>{t('retry')}</Button>
        {!reported && <Button onClick={() => void report()}>{t('report')}</Button>}
      </div>
    </div>
  );
}
