'use client';
import { useTranslations } from 'next-intl';
import { useState, useTransition, type ReactNode } from 'react';
import { LEAST_PERCENT_FOR_CODE } from '@/lib/domain/study-protocol';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import { startRatingAction } from '../actions';
import type { RatingView } from '../rating-view';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';

interface ConsentProps {
  studyRaterId: string;
  view: Extract<RatingView, { state: 'consent' }>;
  onStarted(view: RatingView): void;
  /** What can be settled before. */
  children: ReactNode;
}

/** All that a rater reads before agreeing, be it by name or by an open link. */
export function ConsentText({
  view,
  more = [],
}: {
  view: Omit<ConsentProps['view'], 'state'>;
  /** Points that hold for this way of coming in. */
  more?: readonly string[];
}) {
  const t = useTranslations('rating.consent');
  const words = <K extends 'items' | 'practice' | (typeof POINTS)[number]>(point: K) =>
    view.sideBySide && point in TWO ? TWO[point as keyof typeof TWO] : point;
  return (
    <>
      <header className="grid gap-1">
        <p className="text-ink-2">{view.studyName}</p>
        <h1 className="text-2xl font-semibold">{t('heading')}</h1>
      </header>
      {view.instructions !== '' && <p className="whitespace-pre-line">{view.instructions}</p>}
      {view.consentText !== '' && <p className="whitespace-pre-line">{view.consentText}</p>}
      <ul className="grid list-disc gap-2 pl-5">
        <li>{t(words('items'), { count: view.items })}</li>
        {view.practice > 0 && (
          <li>
            {t(words('practice'), { count: view.practice, qualify: view.qualify ? 'yes' : 'no' })}
          </li>
        )}
        {view.attentionChecks > 0 && <li>{t('checks', { count: view.attentionChecks })}</li>}
        {view.sessionGapHours !== null && <li>{t('sessions', { hours: view.sessionGapHours })}</li>}
        {view.timeCapMinutes !== null && (
          <li>
            {t(view.sessionGapHours === null ? 'timeCap' : 'timeCapSessions', {
              minutes: view.timeCapMinutes,
              percent: LEAST_PERCENT_FOR_CODE,
            })}
          </li>
        )}
        {POINTS.map((point) => (
          <li key={point}>{t(words(point))}</li>
        ))}
        {more.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  );
}

const POINTS = ['pause', 'final', 'stored', 'withdraw', 'keys'] as const;
/** What is said otherwise where a screen shows two images. */
const TWO = {
  items: 'itemsTwo',
  practice: 'practiceTwo',
  final: 'finalTwo',
  keys: 'keysTwo',
} as const;

/** What taking part means, the study's instructions, and the consent without which nothing begins. */
export function Consent({ studyRaterId, view, onStarted, children }: ConsentProps) {
  const t = useTranslations('rating.consent');
  const failureText = useFailureText();
  const { as } = useSession();
  const [agreed, setAgreed] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  function begin() {
    if (!agreed) return setProblem(t('needed'));
    startTransition(async () => {
      const result = await answered(startRatingAction({ studyRaterId, consent: true }, as));
      if (result.ok) onStarted(result.data);
      else setProblem(failureText(result.error));
    });
  }

  return (
    <div className="mx-auto grid w-full measure gap-6 p-4">
      <ConsentText view={view} />
      {children}
      <Checkbox
        id="consent"
        name="consent"
        label={t('agree')}
        checked={agreed}
        onChange={(event) => {
          setAgreed(event.target.checked);
          setProblem(null);
        }}
      />
      {problem !== null && <Callout tone="danger">{problem}</Callout>}
      <Button variant="primary" size="lg" loading={pending} onClick={begin}>
        {t('start')}
      </Button>
    </div>
  );
}
