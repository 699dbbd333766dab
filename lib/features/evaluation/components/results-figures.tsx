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

/** Figures first, tables under them, method in the margin. */
export function ResultsFigures({ project, results }: { project: string; results: Results }) {
  const t = useTranslations('results');
  const { version, people, encoders, models } = results;
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
      <Section id="figures" className="mt-6" aside={t('method')}>
        <div className="grid gap-10">
          <AccuracyFigure measure="pair" rows={accuracyRows(results, 'pair')} version={version} />
          <AccuracyFigure measure="item" rows={accuracyRows(results, 'item')} version={version} />
        </div>
        {few && (
          <Callout tone="warning" className="mt-4">
            {t('fewRaters')}
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
          <ModelTable results={results} />
        )}
      </Section>
      <Section id="patterns" title={t('perPattern')}>
        <PatternResults results={results} />
      </Section>
    </>
  );
}
