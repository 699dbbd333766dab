import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DateTime } from '@/lib/ui/primitives/time';
import type { StudyDetail } from '../queries';

/** The settings that every rater of the study met. */
export function StudySettings({ study }: { study: StudyDetail }) {
  const t = useTranslations('studies.detail');
  const rows: [string, ReactNode][] = [
    [t('pairs'), `${study.pairs} (${t('items', { count: 2 * study.pairs })})`],
    [t('wanted'), study.ratersWanted],
    [t('distance'), t('trials', { count: study.trialDistance })],
  ];
  if (study.openedAt) rows.push([t('opened'), <DateTime key="opened" iso={study.openedAt} />]);
  if (study.closedAt) rows.push([t('closed'), <DateTime key="closed" iso={study.closedAt} />]);
  if (study.guidelineVersion !== null)
    rows.push([t('guidelines'), t('guidelineVersion', { version: study.guidelineVersion })]);
  rows.push([
    t('instructions'),
    <span key="instructions" className="measure whitespace-pre-line">
      {study.instructions || t('noInstructions')}
    </span>,
  ]);
  return (
    <dl className="grid gap-x-6 gap-y-2 num sm:grid-cols-[12rem_1fr]">
      {rows.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-ink-2">{term}</dt>
          <dd className="mb-2 sm:mb-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
