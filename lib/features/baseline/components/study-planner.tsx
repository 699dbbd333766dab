'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { pairsEach } from '@/lib/domain/assignment';
import {
  PAIR_SD,
  planStudy,
  RATER_SD,
  SPREADS,
  studyCost,
  USUAL_SPREAD,
  type Plan,
  type Spread,
} from '@/lib/domain/statistics/plan-study';
import { payPerHour } from '@/lib/domain/recruiting';
import { SECONDS_PER_ITEM } from '@/lib/domain/study-protocol';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { Select } from '@/lib/ui/primitives/select';
import type { PlannedScreens } from './read-study-form';
import type { StatedPay } from './recruiting-fields';
import { PlanFigure, PlanText } from './study-plan';

interface Planned {
  /** What it was made of. */
  of: string;
  plan: Plan;
}

/** While somebody types; a plan takes about a tenth of a second of arithmetic. */
const PAUSE_MS = 300;
const ASSUMED = { accuracy: '90', seconds: String(SECONDS_PER_ITEM), pay: '12', width: '' };
type Assumption = keyof typeof ASSUMED;

const DIFFER = { raters: RATER_SD, pairs: PAIR_SD } as const;
type Differing = keyof typeof DIFFER;

/** By the hour, from what the form states; null where it states nothing that can be counted with. */
function hourly(
  pay: StatedPay,
  pairs: number,
  seconds: string,
  screens: PlannedScreens,
): string | null {
  const secondsPerItem = Number(seconds) || SECONDS_PER_ITEM;
  // Of one person.
  const size = { pairs: pairsEach(pairs, screens.pairsPerRater), raters: 1, pairsPerRater: null };
  const { hours } = studyCost({ ...screens, ...size, secondsPerItem, payPerHour: 0 });
  const stated = payPerHour(pay, hours);
  return stated === null ? null : String(Math.round(100 * stated) / 100);
}

interface StudyPlannerProps {
  pairs: number;
  /** For each pair. */
  raters: number;
  /** As the form states it; whoever writes another pay here only tries it out. */
  pay: StatedPay;
  /** As the form states them: what raters work on. */
  screens: PlannedScreens;
}

/**
 * Before a study opens: how wide the interval of mean individual pair accuracy will be, what it costs,
 * and how many raters or pairs a wanted width needs.
 */
export function StudyPlanner({ pairs, raters, pay, screens }: StudyPlannerProps) {
  const t = useTranslations('studies.planner');
  const [typed, setTyped] = useState<Partial<typeof ASSUMED>>({});
  const [differ, setDiffer] = useState<Record<Differing, Spread>>({
    raters: 'usual',
    pairs: 'usual',
  });
  const assumed = { ...ASSUMED, ...typed };
  const fields = {
    ...assumed,
    pay: typed.pay ?? hourly(pay, pairs, assumed.seconds, screens) ?? ASSUMED.pay,
  };
  const [planned, setPlanned] = useState<Planned | null>(null);
  const accuracy = Number(fields.accuracy) / 100;
  const usable = pairs >= 1 && raters >= 1 && accuracy >= 0.3 && accuracy <= 0.995;

  const { pairsPerRater } = screens;
  const raterSd = RATER_SD[differ.raters];
  const pairSd = PAIR_SD[differ.pairs];
  const of = [pairs, pairsPerRater, accuracy, raterSd, pairSd].join('/');

  useEffect(() => {
    if (!usable) return;
    const spread = { ...USUAL_SPREAD, raterSd, pairSd };
    const timer = setTimeout(
      () =>
        setPlanned({
          of,
          plan: planStudy({ pairs, pairsPerRater, pairAccuracy: accuracy, spread }),
        }),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [of, pairs, pairsPerRater, accuracy, raterSd, pairSd, usable]);

  const current = planned?.of === of;
  const field = (name: Assumption, min: number, max: number, step: string) => (
    <Field id={`plan-${name}`} label={t(name)} hint={t(`${name}Hint`)}>
      <Input
        id={`plan-${name}`}
        type="number"
        min={min}
        max={max}
        step={step}
        width="number"
        value={fields[name]}
        // It stands in the form of the study, which nobody means to send from here.
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault();
        }}
        onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
        {...fieldAria({ id: `plan-${name}`, hint: t(`${name}Hint`), error: undefined })}
      />
    </Field>
  );
  const spread = (name: Differing) => (
    <Field id={`plan-${name}-differ`} label={t(`differ.${name}`)} hint={t(`differ.${name}Hint`)}>
      <Select
        id={`plan-${name}-differ`}
        value={differ[name]}
        onChange={({ target }) =>
          setDiffer({ ...differ, [name]: SPREADS.find((id) => id === target.value) ?? 'usual' })
        }
        {...fieldAria({
          id: `plan-${name}-differ`,
          hint: t(`differ.${name}Hint`),
          error: undefined,
        })}
      >
        {SPREADS.map((id) => (
          <option key={id} value={id}>
            {t(`differ.${id}`, { sd: DIFFER[name][id] })}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <section aria-labelledby="planner" className="grid gap-4 rounded border border-line p-4">
      <h2 id="planner" className="font-semibold">
        {t('title')}
      </h2>
      <div className="grid gap-4 sm:grid-cols-2">
        {field('accuracy', 30, 99.5, '0.5')}
        {field('width', 0.5, 100, '0.5')}
        {spread('raters')}
        {spread('pairs')}
        {field('seconds', 1, 600, '1')}
        {field('pay', 0, 1000, '0.5')}
      </div>
      <div aria-live="polite">
        {!usable && <p className="text-ink-2">{t('unusable')}</p>}
        {usable && !current && <p className="text-ink-2">{t('working')}</p>}
        {usable && current && (
          <PlanText
            currency={pay.currency}
            {...{ plan: planned.plan, pairs, raters, width: fields.width }}
            work={{
              ...screens,
              secondsPerItem: Number(fields.seconds) || SECONDS_PER_ITEM,
              payPerHour: Number(fields.pay) || 0,
            }}
          />
        )}
      </div>
      {usable && planned && (
        <PlanFigure plan={planned.plan} raters={raters} spread={{ raterSd, pairSd }} />
      )}
    </section>
  );
}
