'use client';

import { useTranslations } from 'next-intl';
import { Figure } from '@/lib/ui/charts/figure';
import { WeeklyBars } from '@/lib/ui/charts/weekly-bars';
import type { Week } from '../figure-rows';

/** Questions and reviews of the last weeks. */
export function WeeklyFigure({ weeks, filename }: { weeks: readonly Week[]; filename: string }) {
  const t = useTranslations('people.figures');
  return (
    <Figure
      id="weeks"
      level={2}
      title={t('weeks')}
      note={t('weeksNote')}
      csv={{
        filename,
        header: ['monday', 'questions', 'reviews'],
        rows: weeks.map((week) => [week.monday, week.questions, week.reviews]),
      }}
    >
      <WeeklyBars
        label={t('weeks')}
        weeks={weeks.map(({ monday }) => monday)}
        series={[
          { id: 'questions', label: t('questions'), counts: weeks.map((week) => week.questions) },
          { id: 'reviews', label: t('reviews'), counts: weeks.map((week) => week.reviews) },
        ]}
      />
    </Figure>
  );
}
