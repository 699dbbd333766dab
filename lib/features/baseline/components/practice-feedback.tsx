'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import type { RatingView } from '../rating-view';

interface PracticeFeedbackProps {
  view: Extract<RatingView, { state: 'feedback' }>;
  onGoOn(): void;
}

/** After a practice item: whether it was right, and what would have been. The study has no such screen. */
export function PracticeFeedback({ view, onGoOn }: PracticeFeedbackProps) {
  const t = useTranslations('rating.feedback');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="mx-auto grid w-full measure gap-4 p-4">
      <h1 ref={heading} tabIndex={-1} className="text-2xl font-semibold">
        {view.right ? t('right') : t('wrong')}
      </h1>
      <p>{t('answer', { answer: view.answer })}</p>
      <p className="text-ink-2">{t('only')}</p>
      <Button variant="primary" size="lg" onClick={onGoOn}>
        {t('goOn')}
      </Button>
    </div>
  );
}
