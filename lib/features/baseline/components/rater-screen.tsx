'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { RaterShell } from '@/lib/ui/shell/rater-shell';
import type { RatingView } from '../rating-view';
import { AnswerTrial } from './answer-trial';
import { Consent } from './consent';
import { ImageCache } from './image-cache';
import { RaterEnd } from './rater-end';
import { SendingNotice } from './sending-notice';
import { useRating } from './use-rating';

/** A rater's whole path through a study: consent, items, thanks. */
export function RaterScreen({
  studyRaterId,
  initial,
}: {
  studyRaterId: string;
  initial: RatingView;
}) {
  const t = useTranslations('rating.answer');
  const { view, setView, sending, submit, goOn } = useRating(studyRaterId, initial);
  const [cache] = useState(() => new ImageCache());
  useEffect(() => () => cache.keepOnly([]), [cache]);

  if (view.state === 'consent') {
    return (
      <RaterShell>
        <Consent studyRaterId={studyRaterId} view={view} onStarted={setView} />
      </RaterShell>
    );
  }
  if (view.state !== 'answering') {
    return (
      <RaterShell>
        <RaterEnd view={view} />
      </RaterShell>
    );
  }
  const { trial } = view;
  const { position, total } = trial;
  return (
    <RaterShell
      progress={{ value: position - 1, max: total, label: t('progress', { position, total }) }}
    >
      <SendingNotice sending={sending} onGoOn={() => void goOn()} />
      <AnswerTrial
        key={trial.id}
        view={view}
        cache={cache}
        busy={sending.kind !== 'idle'}
        onAnswer={(body) => submit(trial.id, body)}
      />
    </RaterShell>
  );
}
