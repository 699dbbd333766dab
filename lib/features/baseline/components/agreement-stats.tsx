import { useFormatter, useTranslations } from 'next-intl';
import type { Coefficient } from '@/lib/domain/statistics/agreement';
import { Stat, StatRow } from '@/lib/ui/primitives/stat';
import { shareText } from '@/lib/ui/share-text';
import type { StudyAnalysis } from '../analysis';

/** Three agreements together, each with its definition: alone, each of them can mislead. */
export function AgreementStats({ analysis }: { analysis: StudyAnalysis }) {
  const t = useTranslations('studies.results');
  const format = useFormatter();
  const { percent, krippendorffAlpha, gwetAc1, pairableUnits } = analysis.agreement;
  const n = t('nItems', { count: pairableUnits });
  const coefficient = (value: Coefficient) => ({
    value: value.defined
      ? format.number(value.value, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
      : t('undefined'),
    ...(value.defined ? {} : { hint: t(`reason.${value.reason}`) }),
  });
  const ruled = analysis.withoutExcluded?.agreement;
  const rounded = (value: Coefficient) => coefficient(value).value;
  const stats = (
    <StatRow>
      <Stat
        label={t('percent')}
        value={percent.defined ? shareText(percent.value) : t('undefined')}
        n={n}
        definition={t('percentDefinition')}
      />
      <Stat
        label={t('alpha')}
        n={n}
        definition={t('alphaDefinition')}
        {...coefficient(krippendorffAlpha)}
      />
      <Stat label={t('ac1')} n={n} definition={t('ac1Definition')} {...coefficient(gwetAc1)} />
      {analysis.cantTellShare !== null && (
        <Stat
          label={t('cantTell')}
          value={shareText(analysis.cantTellShare)}
          n={t('responses', { count: analysis.responses })}
          definition={t('cantTellDefinition')}
        />
      )}
      {analysis.medianActiveMs !== null && (
        <Stat
          label={t('time')}
          value={format.number(analysis.medianActiveMs / 1000, { maximumFractionDigits: 1 })}
          unit={t('seconds')}
          n={t('responses', { count: analysis.responses })}
          definition={t('timeDefinition')}
        />
      )}
    </StatRow>
  );
  if (!ruled) return stats;
  return (
    <div className="grid gap-3">
      {stats}
      <p className="text-ink-2 num">
        {t('agreementWithout', {
          percent: ruled.percent.defined ? shareText(ruled.percent.value) : t('undefined'),
          alpha: rounded(ruled.krippendorffAlpha),
          ac1: rounded(ruled.gwetAc1),
        })}
      </p>
    </div>
  );
}
