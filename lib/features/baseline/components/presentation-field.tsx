'use client';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { PRESENTATIONS, type Presentation } from '@/lib/domain/presentation';
import { RadioCards } from '@/lib/ui/primitives/radio-cards';

interface PresentationFieldProps {
  value: Presentation;
  /** How far apart the items of a pair are, in trials and in sessions; only single images are. */
  apart: ReactNode;
}

/** How raters see the two images of a pair, and what that makes of the measurement. */
export function PresentationField({ value, apart }: PresentationFieldProps) {
  const t = useTranslations('studies.form');
  const [chosen, setChosen] = useState(value);
  return (
    <>
      <RadioCards
        name="presentation"
        legend={t('presentation')}
        hint={t('presentationHint')}
        value={chosen}
        onChange={setChosen}
        options={PRESENTATIONS.map((id) => ({
          value: id,
          label: t(`presentations.${id}`),
          hint: t(`presentationHints.${id}`),
        }))}
      />
      {chosen === 'single-image' ? apart : <p className="text-ink-2">{t('noDistance')}</p>}
    </>
  );
}
