import { useTranslations } from 'next-intl';
import type { Results } from '../results';
import { FEW_RATERS } from '@/lib/domain/statistics/crossed-bootstrap';
import { Callout } from '@/lib/ui/primitives/callout';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { Section } from '@/lib/ui/primitives/section';
import { AccuracyFigure } from './accuracy-figure';
import { accuracyRows } from './figure-rows';
import { ModelTable } from './model-table';
import { PatternResults } from './pattern-results';
import { MajorityTests, PatternCorrelations } from './test-tables';

/** Figures first, tables under them, method in the margin. */
export function ResultsFigures({ project, results }: { project: string; results: Results }) {
  const t = useTranslations('results');
  const side = useTranslations('studies.presentation');
  const { version, people, withoutExcluded, encoders, models, presentation } = results;
  const few = people.pair.available && people.pair.nRaters < FEW_RATERS;
  return (
    <>
      {encoders.some((encoder) => encoder.miniature) && (
        <Callout
          tone="info"
          className="mt-4"
          action={
            <LinkButton size="sm" href={`/p/${project}/models`}>
              {t('toEncoders')}
            </LinkButton>
          }
        >
          {t('miniature')}
        </Callout>
      )}
      {presentation === 'side-by-side' && (
        <Callout tone="warning" className="mt-4" title={side('title')}>
          {side('text')}
        </Callout>
      )}
      <Section id="figures" className="mt-6" aside={t('method')}>
        <div className="grid gap-10">
          {(['pair', 'item'] as const).map((measure) => (
            <AccuracyFigure
              key={measure}
              measure={measure}
              rows={accuracyRows(results, measure)}
              version={version}
              presentation={presentation}
            />
          ))}
        </div>
        {few && (
          <Callout tone="warning" className="mt-4">
            {t('fewRaters')}
          </Callout>
        )}
        {withoutExcluded && (
          <Callout tone="info" className="mt-4">
            {t('excluded', { raters: withoutExcluded.raters })}{' '}
            {withoutExcluded.raters < FEW_RATERS && !few && t('excludedFew')}
          </Callout>
        )}
      </Section>
      <Section
        id="models"
        title={t('models')}
        description={models.length > 0 ? t('modelsAside') : undefined}
      >
        {models.length === 0 ? (
          <p className="measure text-ink-2">{t('noModels')}</p>
        ) : (
          <>
            <ModelTable results={results} />
            {few && (
              <Callout tone="warning" className="mt-3">
                {t('fewDifference')}
              </Callout>
            )}
            {presentation === 'side-by-side' && (
              <Callout tone="warning" className="mt-3">
                {side('difference')}
              </Callout>
            )}
          </>
        )}
      </Section>
      <Section id="patterns" title={t('perPattern')}>
        <PatternResults results={results} />
      </Section>
      {results.tests.length > 0 && (
        <Section id="tests" title={t('tests.title')} description={t('tests.text')}>
          <MajorityTests results={results} />
          {presentation === 'side-by-side' && (
            <Callout tone="warning" className="mt-3">
              {side('difference')}
            </Callout>
          )}
        </Section>
      )}
      {results.correlations.length > 0 && (
        <Section
          id="correlations"
          title={t('correlations.title')}
          description={t('correlations.text')}
        >
          <PatternCorrelations results={results} />
        </Section>
      )}
    </>
  );
}
