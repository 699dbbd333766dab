'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button } from '@/lib/ui/primitives/button';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { RadioCards } from '@/lib/ui/primitives/radio-cards';
import { parsePairNumbers, writePairNumbers } from '../parse-pair-numbers';
import type { AvailablePairs } from '../available-pairs';

interface StudyPairsFieldProps {
  available: AvailablePairs;
  numbers: string | null;
  error: string | undefined;
  /** How many pairs the study would have, as it is chosen. */
  onCount(pairs: number): void;
}

/** What can be chosen, the usual first. */
function firstChoice({ approved, candidates, benchmarks }: AvailablePairs): string {
  if (approved > 0) return 'approved';
  const [benchmark] = benchmarks;
  if (benchmark) return `benchmark:${benchmark.id}`;
  return candidates > 0 ? 'candidates' : 'chosen';
}

/** Which pairs the study takes in: approved ones, of one pattern, chosen ones, candidates, or imported. */
export function StudyPairsField({ available, numbers, error, onCount }: StudyPairsFieldProps) {
  const t = useTranslations('studies.form');
  const tp = useTranslations('patterns');
  const start = firstChoice(available);
  const [which, setWhich] = useState<string>(numbers === null ? start : 'chosen');
  const [written, setWritten] = useState(numbers ?? '');
  const counts: Record<string, number> = {
    approved: available.approved,
    candidates: available.candidates,
    chosen: parsePairNumbers(written)?.length ?? 0,
  };
  for (const { id, count } of available.patterns) counts[`pattern:${id}`] = count;
  for (const { id, pairs } of available.benchmarks) counts[`benchmark:${id}`] = pairs;
  const pairs = counts[which] ?? 0;
  // Beside what is written already; what cannot be read there is left to be mended.
  const take = (numbers: string) => {
    const both = parsePairNumbers(`${written} ${numbers}`);
    setWritten(both === null ? `${written}, ${numbers}` : writePairNumbers(both));
  };
  useEffect(() => onCount(pairs), [onCount, pairs]);
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
            hint: t(available.approved === 0 ? 'noneApprovedNow' : 'allApprovedHint'),
            disabled: available.approved === 0,
          },
          ...(available.patterns.length > 1
            ? available.patterns.map(({ id, count }) => ({
                value: `pattern:${id}`,
                label: t('ofPattern', { pattern: tp(`${id}.name`), count }),
              }))
            : []),
          ...(available.candidates > 0
            ? [{ value: 'candidates', label: t('candidates', { count: available.candidates }) }]
            : []),
          ...available.benchmarks.map(({ id, name, pairs: count }) => ({
            value: `benchmark:${id}`,
            label: t('benchmark', { name, count }),
            hint: t('benchmarkHint'),
          })),
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
      {which === 'chosen' && <Choosable available={available} onTake={take} />}
    </div>
  );
}

/** Longer lists are cut: the button takes all. */
const SHOWN = 160;

interface ChoosableProps {
  available: AvailablePairs;
  onTake(numbers: string): void;
}

/** The numbers that can be chosen now, to read and to take over: nobody knows them by heart. */
function Choosable({ available: { numbers, benchmarks }, onTake }: ChoosableProps) {
  const t = useTranslations('studies.form.choosable');
  const kinds = [
    { id: 'approved', label: t('approved'), numbers: numbers.approved },
    { id: 'measured', label: t('measured'), numbers: numbers.measured },
    ...benchmarks.map(({ id, name, numbers: own }) => ({ id, label: name, numbers: own })),
  ].filter((kind) => kind.numbers !== '');
  return (
    <ul className="grid gap-2">
      {kinds.map(({ id, label, numbers: own }) => (
        <li key={id} className="flex items-start justify-between gap-3">
          <p className="min-w-0 text-sm break-words text-ink-2 num">
            {label}: {own.length > SHOWN ? `${own.slice(0, own.lastIndexOf(',', SHOWN))}, …` : own}
          </p>
          <Button size="sm" aria-label={t('takeOf', { label })} onClick={() => onTake(own)}>
            {t('take')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
