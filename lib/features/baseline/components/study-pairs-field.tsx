'use client';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { RadioCards } from '@/lib/ui/primitives/radio-cards';
import { expectedWidthPoints } from '../expected-width';
import { parsePairNumbers } from '../parse-pair-numbers';

interface StudyPairsFieldProps {
  available: { approved: number; measured: number };
  numbers: string | null;
  error: string | undefined;
}

/** All approved pairs or chosen ones, with what their count means for the interval. */
export function StudyPairsField({ available, numbers, error }: StudyPairsFieldProps) {
  const t = useTranslations('studies.form');
  const [which, setWhich] = useState(numbers === null ? 'approved' : 'chosen');
  const [written, setWritten] = useState(numbers ?? '');
  const pairs =
    which === 'approved' ? available.approved : (parsePairNumbers(written)?.length ?? 0);
  const points = expectedWidthPoints(pairs);
  return (
    <div className="grid gap-3">
      <RadioCards
        name="pairs"
        legend={t('pairs')}
        value={which}
        onChange={setWhich}
        options={[
          {
            value: 'approved',
            label: t('allApproved', { count: available.approved }),
            hint: t('allApprovedHint'),
          },
          {
            value: 'chosen',
            label: t('chosen'),
            hint: t('chosenHint', { count: available.measured }),
          },
        ]}
      />
      {which === 'chosen' && (
        <Field id="pairNumbers" label={t('numbers')} hint={t('numbersHint')} error={error}>
          <Input
            id="pairNumbers"
            name="pairNumbers"
            value={written}
            onChange={(event) => setWritten(event.target.value)}
            {...fieldAria({ id: 'pairNumbers', hint: t('numbersHint'), error })}
          />
        </Field>
      )}
      {points !== null && (
        <p className="text-ink-2 num" aria-live="polite">
          {t('width', { pairs, points })}
        </p>
      )}
    </div>
  );
}
