'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { DateTime } from '@/lib/ui/primitives/time';
import type { RatingView } from '../rating-view';

interface RaterBetweenProps {
  view: Extract<RatingView, { state: 'between' }>;
  /** The link by which somebody without an account comes back; null for who signs in. */
  personalLink: ReactNode;
  /** Asks the server, which alone knows the time, where this person stands. */
  onAsk(): Promise<void>;
}

/** Between two sessions: when the second opens, and how to come back to it. */
export function RaterBetween({ view, personalLink, onAsk }: RaterBetweenProps) {
  const t = useTranslations('rating');
  const [asking, setAsking] = useState(false);
  const [early, setEarly] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  async function ask() {
    setAsking(true);
    setEarly(false);
    await onAsk();
    // Once it is open, this is no longer on the screen.
    setEarly(true);
    setAsking(false);
  }

  return (
    <div className="mx-auto grid w-full measure gap-4 p-4">
      <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold">
        {t('between.heading')}
      </h1>
      <p>
        {t.rich('between.opens', {
          time: () => (
            <strong>
              <DateTime iso={view.opensAt} withZone />
            </strong>
          ),
        })}
      </p>
      <p>{t('between.text')}</p>
      <p>{t(personalLink === null ? 'between.signIn' : 'between.link')}</p>
      {personalLink}
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" loading={asking} onClick={() => void ask()}>
          {t('between.goOn')}
        </Button>
        <LinkButton href="/rate">{t('mine.heading')}</LinkButton>
      </div>
      <p role="status">{early && t('between.early')}</p>
    </div>
  );
}
