'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import type { RatingView } from '../rating-view';
import { ImagePlace } from './image-place';

interface PracticeFeedbackProps {
  view: Extract<RatingView, { state: 'feedback' }>;
  onGoOn(): void;
}

/** After a practice screen: whether it was right, and what would have been. The study has no such screen. */
export function PracticeFeedback({ view, onGoOn }: PracticeFeedbackProps) {
  const t = useTranslations('rating.feedback');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const right = view.told.filter((one) => one.right).length;
  return (
    <div className="mx-auto grid w-full measure gap-4 p-4">
      <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold">
        {view.told.length === 1 ? t(right === 1 ? 'right' : 'wrong') : t('ofTwo', { count: right })}
      </h1>
      {view.told.map(({ right: own, answer }, at) =>
        view.told.length === 1 ? (
          <p key={at}>{t('answer', { answer })}</p>
        ) : (
          <p key={at}>
            <span className="text-ink-2">
              <ImagePlace at={at} />
            </span>
            <br />
            {t(own ? 'right' : 'wrong')}. {t('answer', { answer })}
          </p>
        ),
      )}
      <p className="text-ink-2">{t('only')}</p>
      <Button variant="primary" size="lg" onClick={onGoOn}>
        {t('goOn')}
      </Button>
    </div>
  );
}
