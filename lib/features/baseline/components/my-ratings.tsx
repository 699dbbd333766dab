import { ClipboardCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { Status } from '@/lib/ui/primitives/status';
import { DateTime } from '@/lib/ui/primitives/time';
import type { MyRating } from '../rating-queries';
import { WithdrawDialog } from './withdraw-dialog';

const TONE = {
  invited: 'info',
  started: 'progress',
  between: 'info',
  done: 'ok',
  'out-of-time': 'neutral',
  disqualified: 'neutral',
  closed: 'neutral',
  withdrawn: 'neutral',
} as const;

/** A rater's studies: what to do next, and the way out. */
export function MyRatings({ ratings }: { ratings: MyRating[] }) {
  const t = useTranslations('rating.mine');
  return (
    <div className="mx-auto grid w-full measure gap-6 p-4">
      <h1 className="text-2xl font-semibold">{t('heading')}</h1>
      {ratings.length === 0 && (
        <EmptyState
          icon={<ClipboardCheck aria-hidden />}
          title={t('empty')}
          description={t('emptyHint')}
        />
      )}
      <ul className="grid divide-y divide-line">
        {ratings.map((rating) => (
          <li key={rating.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
            <div className="grid min-w-48 flex-1 gap-1">
              <h2 className="text-lg font-semibold break-words">{rating.studyName}</h2>
              <p className="flex flex-wrap gap-3 text-ink-2 num">
                <Status tone={TONE[rating.state]}>{t(`state.${rating.state}`)}</Status>
                {(rating.state === 'started' || rating.state === 'between') &&
                  t('progress', { answered: rating.answered, total: rating.total })}
              </p>
              {rating.opensAt !== null && (
                <p>
                  {t.rich('opens', {
                    time: () => <DateTime iso={rating.opensAt!} withZone />,
                  })}
                </p>
              )}
            </div>
            <NextStep rating={rating} />
            {rating.state !== 'withdrawn' && <WithdrawDialog studyRaterId={rating.id} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function NextStep({ rating }: { rating: MyRating }) {
  const t = useTranslations('rating.mine');
  const href = `/rate/${rating.id}`;
  if (rating.state === 'invited' || rating.state === 'started') {
    return (
      <LinkButton href={href} variant="primary">
        {rating.state === 'invited' ? t('begin') : t('continue')}
      </LinkButton>
    );
  }
  if (rating.state === 'done') return <LinkButton href={href}>{t('code')}</LinkButton>;
  // A code to hand in may stand there, too, for who had begun.
  const ended = rating.state !== 'withdrawn' && rating.total > 0;
  return ended ? <LinkButton href={href}>{t('end')}</LinkButton> : null;
}
