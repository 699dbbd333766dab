import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { pairsEach, placesOf } from '@/lib/domain/assignment';
import { feasibleDistance } from '@/lib/domain/trial-order';
import { DateTime } from '@/lib/ui/primitives/time';
import type { StudyDetail } from '../queries';
import type { StudyProtocol } from '../schemas';

/** The settings that every rater of the study met. */
export function StudySettings({ study }: { study: StudyDetail }) {
  const t = useTranslations('studies.detail');
  const recruiting = useTranslations('studies.form.recruiting');
  const form = useTranslations('studies.form');
  const { protocol } = study;
  const { pairsPerRater } = protocol;
  const each = pairsEach(study.pairs, pairsPerRater);
  const rows: [string, ReactNode][] = [
    [t('pairs'), `${study.pairs} (${t('items', { count: 2 * study.pairs })})`],
    [t('wanted'), study.ratersWanted],
    ...(pairsPerRater === null
      ? []
      : ([
          [t('share'), t('shareText', { each, pairs: study.pairs, items: 2 * each })],
          [t('places'), placesOf({ ...study, pairsPerRater })],
        ] satisfies [string, ReactNode][])),
    [t('presentation'), form(`presentations.${protocol.presentation}`)],
  ];
  if (protocol.presentation === 'single-image') {
    const kept = feasibleDistance(each, study.trialDistance);
    rows.push([t('distance'), t('trials', { count: kept })]);
    const hours = protocol.sessionGapHours;
    rows.push([t('sessions'), hours === null ? t('oneSession') : t('twoSessions', { hours })]);
  }
  rows.push(...protocolRows(protocol, t));
  rows.push(...recruitingRows(study.recruiting, recruiting));
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
      {rows.map(([term, value], row) => (
        <div key={row} className="contents">
          <dt className="text-ink-2">{term}</dt>
          <dd className="mb-2 sm:mb-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Only what is stated; that something is not, the card says. */
function recruitingRows(
  { recruitment, recruitmentNote, payBasis, payAmount, payCurrency }: StudyDetail['recruiting'],
  t: ReturnType<typeof useTranslations<'studies.form.recruiting'>>,
): [string, ReactNode][] {
  const rows: [string, ReactNode][] = [];
  if (recruitment !== null || recruitmentNote !== '') {
    const from = recruitment === null ? [] : [t(`from.${recruitment}`)];
    const note = recruitmentNote === '' ? [] : [recruitmentNote];
    rows.push([t('recruitment'), [...from, ...note].join('; ')]);
  }
  if (payBasis !== null) {
    const money = payAmount === null ? '' : ` ${payAmount}\u00a0${payCurrency}`;
    rows.push([t('pay'), `${t(`basis.${payBasis}`)}${money}`]);
  }
  return rows;
}

/** Only what the study asks for; a study without practice does not say that it has none. */
function protocolRows(
  protocol: StudyProtocol,
  t: ReturnType<typeof useTranslations<'studies.detail'>>,
): [string, ReactNode][] {
  const { practiceNumbers, qualifyPercent, attentionChecks, attentionMistakesAllowed } = protocol;
  const rows: [string, ReactNode][] = [[t('estimand'), t(`estimands.${protocol.primaryEstimand}`)]];
  if (protocol.pilot) rows.push([t('pilot'), t('pilotText')]);
  if (practiceNumbers.length > 0) {
    const text = t('practiceText', {
      items: (protocol.presentation === 'single-image' ? 1 : 2) * practiceNumbers.length,
      percent: qualifyPercent,
    });
    rows.push([t('practice'), text]);
  }
  if (attentionChecks > 0) rows.push([t('checks'), attentionChecks]);
  if (attentionMistakesAllowed !== null) {
    rows.push([t('exclusions'), t('excludedAttention', { count: attentionMistakesAllowed })]);
  }
  if (protocol.leastMedianMs !== null) {
    const seconds = protocol.leastMedianMs / 1000;
    rows.push([t('exclusions'), t('excludedFast', { seconds })]);
  }
  if (protocol.timeCapMinutes !== null) {
    rows.push([t('timeCap'), t('minutes', { count: protocol.timeCapMinutes })]);
  }
  return rows;
}
