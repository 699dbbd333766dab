'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState, type ReactNode } from 'react';
import { RaterShell } from '@/lib/ui/shell/rater-shell';
import type { RatingView } from '../rating-view';
import { AnswerTrial } from './answer-trial';
import { Consent } from './consent';
import { ImageCache } from './image-cache';
import { PracticeFeedback } from './practice-feedback';
import { RaterBetween } from './rater-between';
import { RaterEnd } from './rater-end';
import { SendingNotice } from './sending-notice';
import { useRating } from './use-rating';

/** So many images take some eight minutes; then a pause is offered, never imposed. */
const BREAK_AFTER = 50;

/** A rater's whole path through a study: consent, items, thanks. */
export function RaterScreen({
  studyRaterId,
  initial,
  personalLink,
  keySwitch,
}: {
  studyRaterId: string;
  initial: RatingView;
  /** For who has no account; else null. */
  personalLink: ReactNode;
  /** Switches answering by single keys off. */
  keySwitch: ReactNode;
}) {
  const t = useTranslations('rating.answer');
  const { view, setView, sending, submit, goOn, lookAgain } = useRating(studyRaterId, initial);
  const [cache] = useState(() => new ImageCache());
  useEffect(() => () => cache.keepOnly([]), [cache]);
  const between = view.state === 'between';
  useEffect(() => {
    // The page may stay open for days.
    if (between) cache.keepOnly([]);
  }, [between, cache]);

  if (view.state === 'consent') {
    return (
      <RaterShell>
        <Consent studyRaterId={studyRaterId} view={view} onStarted={setView}>
          {keySwitch}
        </Consent>
      </RaterShell>
    );
  }
  if (view.state === 'feedback') {
    return (
      <RaterShell>
        <PracticeFeedback view={view} onGoOn={() => setView(view.next)} />
      </RaterShell>
    );
  }
  if (view.state === 'between') {
    return (
      <RaterShell>
        <RaterBetween view={view} personalLink={personalLink} onAsk={goOn} />
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
  const answered = position - 1;
  const breakAfter = trial.second ? BREAK_AFTER / 2 : BREAK_AFTER;
  const words = trial.phase === 'practice' ? 'practiceProgress' : 'progress';
  const label =
    trial.session === null
      ? t(words, { position, total })
      : t('sessionProgress', { session: trial.session, position, total });
  return (
    <RaterShell progress={{ value: answered, max: total, label }}>
      {trial.session !== null && <p className="px-3 text-center text-ink-2">{label}</p>}
      {trial.phase === 'practice' && (
        <p className="px-3 text-center text-ink-2">{t(words, { position, total })}</p>
      )}
      {trial.phase === 'study' && answered > 0 && answered % breakAfter === 0 && (
        <p role="status" className="px-3 text-center text-ink-2">
          {t(trial.second ? 'breakScreens' : 'break', { count: answered })}
        </p>
      )}
      <SendingNotice sending={sending} onGoOn={() => void goOn()} />
      <AnswerTrial
        key={trial.id}
        view={view}
        cache={cache}
        busy={sending.kind !== 'idle'}
        onAnswer={(body) => submit(trial.id, body)}
        onNoImage={lookAgain}
      />
    </RaterShell>
  );
}
