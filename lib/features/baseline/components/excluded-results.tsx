import { useTranslations } from 'next-intl';
import { IntervalValue } from '@/lib/ui/primitives/interval-value';
import { Section } from '@/lib/ui/primitives/section';
import type { StudyAnalysis } from '../analysis';
import type { RaterProgress } from '../study-raters';
import { measureRows } from './measure-rows';

interface ExcludedResultsProps {
  raters: readonly RaterProgress[];
  analysis: StudyAnalysis;
}

/** The accuracies with and without the raters that rules fixed in advance leave out, side by side. */
export function ExcludedResults({ raters, analysis }: ExcludedResultsProps) {
  const t = useTranslations('studies');
  const ruled = analysis.variants.find(({ id }) => id === 'ruled');
  if (!ruled) return null;
  const without = new Map(measureRows(ruled).map((row) => [row.id, row]));
  return (
    <Section title={t('exclusions.title')} description={t('exclusions.text')}>
      <p className="mb-3">
        {raters
          .flatMap(({ label, excluded }) =>
            excluded ? `${label}: ${t(`raters.excluded.${excluded}`)}` : [],
          )
          .join('; ')}
      </p>
      <dl className="grid gap-x-6 gap-y-2 num sm:grid-cols-[16rem_1fr_1fr]">
        <dt className="text-ink-2">{t('results.measure')}</dt>
        <dd className="text-ink-2">{t('exclusions.with')}</dd>
        <dd className="text-ink-2">{t('exclusions.without')}</dd>
        {measureRows(analysis.variants[0]!).map((row) => {
          const other = without.get(row.id);
          return (
            <div key={row.id} className="contents">
              <dt>{t(`exclusions.measures.${row.id}`)}</dt>
              <dd>
                <IntervalValue estimate={row.estimate} low={row.lower} high={row.upper} />
              </dd>
              <dd>
                <IntervalValue
                  estimate={other?.estimate ?? null}
                  low={other?.lower ?? null}
                  high={other?.upper ?? null}
                />
              </dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}
