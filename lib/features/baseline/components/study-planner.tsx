'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { planStudy, studyCost, type Plan } from '@/lib/domain/statistics/plan-study';
import { payPerHour } from '@/lib/domain/recruiting';
import { SECONDS_PER_ITEM } from '@/lib/domain/study-protocol';
import { CurvePlot } from '@/lib/ui/charts/curve-plot';
import { Figure } from '@/lib/ui/charts/figure';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import type { StatedPay } from './recruiting-fields';

interface Planned {
  pairs: number;
  accuracy: number;
  plan: Plan;
}

/** While somebody types; a plan takes about a tenth of a second of arithmetic. */
const PAUSE_MS = 300;
const MOST_DRAWN = 60;
const percent = (share: number): number => Math.round(1000 * share) / 10;

const ASSUMED = { accuracy: '90', seconds: String(SECONDS_PER_ITEM), pay: '12', width: '' };
type Assumption = keyof typeof ASSUMED;

/** By the hour, from what the form states; null where it states nothing that can be counted with. */
function hourly(pay: StatedPay, pairs: number, seconds: string): string | null {
  const secondsPerItem = Number(seconds) || SECONDS_PER_ITEM;
  const { hours } = studyCost({ pairs, raters: 1, secondsPerItem, payPerHour: 0 });
  const stated = payPerHour(pay, hours);
  return stated === null ? null : String(Math.round(100 * stated) / 100);
}

interface StudyPlannerProps {
  pairs: number;
  raters: number;
  /** As the form states it; whoever writes another pay here only tries it out. */
  pay: StatedPay;
}

/**
 * Before a study opens: how wide the interval of mean individual pair accuracy will be, what it costs,
 * and how many raters a wanted width needs.
 */
export function StudyPlanner({ pairs, raters, pay }: StudyPlannerProps) {
  const t = useTranslations('studies.planner');
  const [typed, setTyped] = useState<Partial<typeof ASSUMED>>({});
  const assumed = { ...ASSUMED, ...typed };
  const fields = {
    ...assumed,
    pay: typed.pay ?? hourly(pay, pairs, assumed.seconds) ?? ASSUMED.pay,
  };
  const [planned, setPlanned] = useState<Planned | null>(null);
  const accuracy = Number(fields.accuracy) / 100;
  const usable = pairs >= 1 && raters >= 1 && accuracy >= 0.3 && accuracy <= 0.995;

  useEffect(() => {
    if (!usable) return;
    const timer = setTimeout(
      () => setPlanned({ pairs, accuracy, plan: planStudy({ pairs, pairAccuracy: accuracy }) }),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [pairs, accuracy, usable]);

  const current = planned && planned.pairs === pairs && planned.accuracy === accuracy;
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
  return (
    <section aria-labelledby="planner" className="grid gap-4 rounded border border-line p-4">
      <h2 id="planner" className="font-semibold">
        {t('title')}
      </h2>
      <div className="grid gap-4 sm:grid-cols-2">
        {field('accuracy', 30, 99.5, '0.5')}
        {field('width', 0.5, 100, '0.5')}
        {field('seconds', 1, 600, '1')}
        {field('pay', 0, 1000, '0.5')}
      </div>
      <div aria-live="polite">
        {!usable && <p className="text-ink-2">{t('unusable')}</p>}
        {usable && !current && <p className="text-ink-2">{t('working')}</p>}
        {usable && current && (
          <PlanText plan={planned.plan} pairs={pairs} raters={raters} fields={fields} />
        )}
      </div>
      {usable && planned && <PlanFigure plan={planned.plan} raters={raters} />}
    </section>
  );
}

interface PlanTextProps {
  plan: Plan;
  pairs: number;
  raters: number;
  fields: Record<Assumption, string>;
}

function PlanText({ plan, pairs, raters, fields }: PlanTextProps) {
  const t = useTranslations('studies.planner');
  const secondsPerItem = Number(fields.seconds) || SECONDS_PER_ITEM;
  const perHour = Number(fields.pay) || 0;
  const costOf = (count: number) => {
    const { hours, total } = studyCost({
      ...{ pairs, raters: count, secondsPerItem, payPerHour: perHour },
    });
    return { hours: Math.round(10 * hours) / 10, total: Math.round(total) };
  };
  const wanted = Number(fields.width) / 100;
  const back = wanted > 0 ? plan.ratersFor(wanted) : null;
  return (
    <div className="grid gap-2 num">
      <p>{t('expected', { raters, pairs, width: percent(plan.widthFor(raters)) })}</p>
      <p>{t('cost', { raters, ...costOf(raters) })}</p>
      <p>{t('least', { pairs, width: percent(plan.leastWidth) })}</p>
      {back &&
        (back.defined ? (
          <p>{t('back', { raters: back.raters, width: fields.width, ...costOf(back.raters) })}</p>
        ) : (
          <p>{t('morePairs', { width: fields.width })}</p>
        ))}
    </div>
  );
}

function PlanFigure({ plan, raters }: { plan: Plan; raters: number }) {
  const t = useTranslations('studies.planner');
  const last = Math.min(MOST_DRAWN, Math.max(20, raters + 5));
  const points = Array.from({ length: last - 1 }, (_, i) => ({
    x: i + 2,
    y: percent(plan.widthFor(i + 2)),
  }));
  const width = percent(plan.widthFor(raters));
  return (
    <Figure
      id="plan-figure"
      title={t('figure')}
      note={t('method')}
      csv={{
        filename: 'study-plan.csv',
        header: ['raters', 'width_percentage_points'],
        rows: points.map(({ x, y }) => [x, y]),
      }}
    >
      <CurvePlot
        label={t('figure')}
        points={points}
        {...(raters >= 2 && raters <= last
          ? { mark: { x: raters, y: width, text: t('mark', { width }) } }
          : {})}
        floor={{ y: percent(plan.leastWidth), text: t('floor') }}
        xLabel={t('axisRaters')}
        yLabel={t('axisWidth')}
      />
    </Figure>
  );
}
