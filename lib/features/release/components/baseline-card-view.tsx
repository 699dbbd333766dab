import { useFormatter, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import type { Agreement, Coefficient } from '@/lib/domain/statistics/agreement';
import type { AgreementIntervals } from '@/lib/domain/statistics/agreement-interval';
import type { BaselineCard } from '@/lib/domain/statistics/baseline-card';
import { LEAST_PERCENT_FOR_CODE } from '@/lib/domain/study-protocol';
import { FEW_RATERS, type CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import type { Interval } from '@/lib/domain/statistics/wilson';
import { Callout } from '@/lib/ui/primitives/callout';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import { DateTime } from '@/lib/ui/primitives/time';

/** How people did on these pairs and how that was measured: the same facts as in the README. */
export function BaselineCardView({ card }: { card: BaselineCard }) {
  const t = useTranslations('releases.card');
  const caveat = useTranslations('studies.presentation');
  const rows: [string, ReactNode][] = [
    ['estimand', <Estimand key="e" id={card.primaryEstimand} />],
    ['meanPair', <Crossed key="p" result={card.mean.pair} />],
    ['meanItem', <Crossed key="i" result={card.mean.item} />],
    ['majorityPair', <Wilson key="mp" interval={card.majority.pair} />],
    ['majorityItem', <Wilson key="mi" interval={card.majority.item} />],
    [
      'answers',
      t('answersValue', {
        answers: card.answers,
        raters: card.raters,
        pairs: card.pairs,
        cantTell: card.cantTell,
        ties: card.majority.ties,
      }),
    ],
    ['agreement', <Agreed key="ag" of={card} />],
    ...(card.pairsPerRater === null
      ? []
      : ([
          ['share', t('shareValue', { each: card.pairsPerRater, pairs: card.studyPairs })],
        ] satisfies [string, ReactNode][])),
    [
      'presentation',
      card.caveat === null
        ? t('presentationValue', { distance: card.trialDistance })
        : t('presentationSide'),
    ],
    ...(card.caveat === null
      ? ([
          [
            'sessions',
            card.sessionGapHours === null
              ? t('oneSession')
              : t('twoSessions', { hours: card.sessionGapHours }),
          ],
        ] satisfies [string, ReactNode][])
      : []),
    [
      'guidelines',
      card.guidelineVersion === null
        ? t('notNoted')
        : t('guidelinesValue', { version: card.guidelineVersion }),
    ],
    ['instructions', <Instructions key="in" text={card.instructions} />],
    ...(card.consentText.trim() === ''
      ? []
      : ([['consent', <Instructions key="co" text={card.consentText} />]] satisfies [
          string,
          ReactNode,
        ][])),
    ['recruitment', <Recruited key="re" card={card} />],
    ['pay', <Paid key="pa" card={card} />],
    ...(card.pilot ? ([['pilot', t('pilotValue')]] satisfies [string, ReactNode][]) : []),
    ['practice', t('practiceValue', { count: card.practiceItems })],
    ...(card.qualifyPercent > 0
      ? ([
          [
            'qualified',
            t('qualifiedValue', { count: card.disqualified, percent: card.qualifyPercent }),
          ],
        ] satisfies [string, ReactNode][])
      : []),
    ['checks', <Checks key="ch" card={card} />],
    [
      'timeCap',
      card.timeCapMinutes === null
        ? t('noTimeCap')
        : t('timeCapValue', {
            minutes: card.timeCapMinutes,
            count: card.timedOut,
            early: card.outOfTime,
            percent: LEAST_PERCENT_FOR_CODE,
          }),
    ],
    ['course', t('courseValue', { finished: card.finished, left: card.left })],
    ['exclusions', t('exclusionsValue', { count: card.withdrawn })],
    ['rules', <Rules key="ru" card={card} />],
    ...(card.withoutExcluded
      ? ([
          ['excluded', t('excludedValue', excludedCounts(card))],
          ['meanPairRuled', <Crossed key="pr" result={card.withoutExcluded.mean.pair} />],
          ['meanItemRuled', <Crossed key="ir" result={card.withoutExcluded.mean.item} />],
          ['majorityPairRuled', <Wilson key="mpr" interval={card.withoutExcluded.majority.pair} />],
          ['majorityItemRuled', <Wilson key="mir" interval={card.withoutExcluded.majority.item} />],
          ['agreementRuled', <Agreed key="agr" of={card.withoutExcluded} />],
        ] satisfies [string, ReactNode][])
      : Object.keys(card.excluded).length > 0
        ? ([['excluded', t('excludedAll', excludedCounts(card))]] satisfies [string, ReactNode][])
        : []),
    ['dates', <Dates key="d" card={card} />],
    ['interval', <PrimaryMethod key="m" card={card} />],
    ['method', t('methodValue', { seed: card.seed })],
  ];
  return (
    <div className="grid gap-3">
      {card.caveat !== null && (
        <Callout tone="warning" title={caveat('title')}>
          {caveat('text')}
        </Callout>
      )}
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[14rem_1fr]">
        {rows.map(([key, value]) => (
          <div key={key} className="contents">
            <dt className="text-ink-2">{t(key)}</dt>
            <dd className="mb-2 min-w-0 break-words num sm:mb-0">{value}</dd>
          </div>
        ))}
      </dl>
      {card.raters < FEW_RATERS ? (
        <Callout tone="warning">{t('fewRaters')}</Callout>
      ) : (
        card.withoutExcluded &&
        card.withoutExcluded.raters < FEW_RATERS && (
          <Callout tone="warning">{t('fewRatersRuled')}</Callout>
        )
      )}
    </div>
  );
}

const excludedCounts = ({ excluded }: BaselineCard) => ({
  attention: excluded.attention ?? 0,
  fast: excluded['too-fast'] ?? 0,
});

/** Asked for and given: a rater of few pairs has room for fewer. */
function Checks({ card: { attentionChecks, attentionChecksGiven } }: { card: BaselineCard }) {
  const t = useTranslations('releases.card');
  if (attentionChecks === 0 || !attentionChecksGiven) {
    return t('checksValue', { count: attentionChecks });
  }
  const { least, most } = attentionChecksGiven;
  return t(least === most ? 'checksGiven' : 'checksGivenRange', {
    count: attentionChecks,
    ...{ least, most },
  });
}

/** The rules themselves, also where they left out nobody. */
function Rules({ card: { rules } }: { card: BaselineCard }) {
  const t = useTranslations('releases.card');
  const known = [
    rules.attentionMistakesAllowed === null
      ? null
      : t('rulesAttention', { count: rules.attentionMistakesAllowed }),
    rules.leastMedianMs === null ? null : t('rulesFast', { seconds: rules.leastMedianMs / 1000 }),
  ].filter((rule) => rule !== null);
  return known.length === 0 ? t('noRules') : known.join('; ');
}

function Agreed({ of }: { of: Pick<BaselineCard, 'agreement' | 'agreementIntervals'> }) {
  const t = useTranslations('releases.card');
  const value = (id: 'percent' | 'krippendorffAlpha' | 'gwetAc1') =>
    coefficient(of.agreement[id], of.agreementIntervals[id]);
  return t('agreementValue', {
    percent: value('percent'),
    alpha: value('krippendorffAlpha'),
    ac1: value('gwetAc1'),
  });
}

function coefficient(
  value: Coefficient | Agreement['percent'],
  bounds: AgreementIntervals['percent'],
): string {
  if (!value.defined) return '–';
  const interval = bounds.defined
    ? ` [${bounds.lower.toFixed(3)}, ${bounds.upper.toFixed(3)}]`
    : '';
  return `${value.value.toFixed(3)}${interval}`.replaceAll('-', '\u2212');
}

function Dates({ card }: { card: BaselineCard }) {
  return (
    <>
      {card.openedAt ? <DateTime iso={card.openedAt} /> : '–'} –{' '}
      {card.closedAt && <DateTime iso={card.closedAt} />}
    </>
  );
}

function Recruited({ card: { recruitment } }: { card: BaselineCard }) {
  const t = useTranslations('releases.card');
  if (recruitment === 'not recorded') return t('notRecorded');
  const from = t(`recruitedFrom.${recruitment.from}`);
  return recruitment.note === '' ? from : `${from}; ${recruitment.note}`;
}

function Paid({ card: { pay } }: { card: BaselineCard }) {
  const t = useTranslations('releases.card');
  const format = useFormatter();
  if (pay === 'not recorded') return t('notRecorded');
  if (pay.basis === 'unpaid') return t('unpaid');
  // The code, not a sign: a dollar is many currencies.
  const amount = format.number(pay.amount, { maximumFractionDigits: 2 });
  const money = `${amount}\u00a0${pay.currency}`;
  return t(pay.basis === 'hour' ? 'paidByHour' : 'paidForStudy', { money });
}

function Instructions({ text }: { text: string }) {
  const t = useTranslations('releases.card');
  if (text.trim() === '') return t('noInstructions');
  return <span className="whitespace-pre-wrap">{text}</span>;
}

const ESTIMANDS = [
  'mean-individual-pair-accuracy',
  'mean-individual-item-accuracy',
  'majority-pair-accuracy',
  'majority-item-accuracy',
] as const;

function Estimand({ id }: { id: string }) {
  const t = useTranslations('studies.detail.estimands');
  const known = ESTIMANDS.find((one) => one === id);
  return known ? t(known) : id;
}

/** The interval of the estimand that was named before anybody answered. */
function PrimaryMethod({ card }: { card: BaselineCard }) {
  const t = useTranslations('studies.results');
  const notMeasured = useTranslations('releases.card')('notMeasured');
  if (!card.primaryEstimand.startsWith('majority-')) {
    const unit = card.primaryEstimand === 'mean-individual-item-accuracy' ? 'item' : 'pair';
    return <Method result={card.mean[unit]} />;
  }
  const { pairs } = card.majority;
  return pairs === 0 ? notMeasured : t('methodWilsonPairs', { n: pairs });
}

function Method({ result }: { result: CrossedResult }) {
  const t = useTranslations('studies.results');
  const card = useTranslations('releases.card');
  if (!result.available) return card('notMeasured');
  const { method } = result;
  if (method.name === 'wilson') {
    return t(method.unit === 'pairs' ? 'methodWilsonPairs' : 'methodWilsonRaters', {
      n: method.n,
    });
  }
  return t(method.name === 'crossed-logit-t' ? 'methodLogitT' : 'methodBootstrap', {
    draws: method.draws,
  });
}

function Crossed({ result }: { result: CrossedResult }) {
  const t = useTranslations('releases.card');
  if (!result.available) return t('notMeasured');
  const { estimate, lower, upper, nRaters, nPairs } = result;
  const n = t('n', { raters: nRaters, pairs: nPairs });
  return <IntervalValue estimate={estimate} low={lower} high={upper} unit="%" n={n} />;
}

function Wilson({ interval }: { interval: Interval | null }) {
  const t = useTranslations('releases.card');
  if (!interval) return t('notMeasured');
  const { estimate, lower, upper } = interval;
  return <IntervalValue estimate={estimate} low={lower} high={upper} unit="%" />;
}
