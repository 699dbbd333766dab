'use client';
import { useTranslations } from 'next-intl';
import { Callout } from '@/lib/ui/primitives/callout';
import type { GivenVerdict } from '../queries';

/** What the reviewers said who do not agree, for the person who decides. */
export function Dispute({ verdicts }: { verdicts: GivenVerdict[] }) {
  const t = useTranslations('review');
  const said = useTranslations('review.again.verdict');
  const fields = useTranslations('review.reviewField');
  return (
    <Callout tone="warning" title={t('disputeTitle')}>
      <p>{t('disputeText')}</p>
      <ul className="mt-2 flex flex-col gap-2">
        {verdicts.map(({ verdict, reviewer, comment, field }) => (
          <li key={reviewer}>
            <span className="font-medium">{said(verdict, { name: reviewer })}</span>
            {field !== null && <span className="text-ink-2"> ({fields(field)})</span>}
            {comment !== '' && <p className="whitespace-pre-wrap">{comment}</p>}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
