'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { PersonalLink } from './personal-link';

/** In the study: the personal link, which is shown this once, and the way to the items. */
export function JoinedNow({
  told,
}: {
  told: { studyRaterId: string; resumeToken: string | null };
}) {
  const t = useTranslations('rating.join');
  return (
    <div className="grid gap-4">
      <h2 className="text-xl font-semibold">{t('joined')}</h2>
      <PersonalLink token={told.resumeToken ?? ''} />
      <Button
        variant="primary"
        size="lg"
        autoFocus
        onClick={() => window.location.assign(`/rate/${told.studyRaterId}`)}
      >
        {t('begin')}
      </Button>
    </div>
  );
}
