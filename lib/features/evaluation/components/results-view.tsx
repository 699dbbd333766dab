import { ChartNoAxesColumn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { publishedReleases } from '../queries';
import type { Results } from '../results';
import { FEW_RATERS } from '@/lib/domain/statistics/crossed-bootstrap';
import { Callout } from '@/lib/ui/primitives/callout';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { LinkTabs } from '@/lib/ui/primitives/link-tabs';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';
import { AccuracyFigure } from './accuracy-figure';
import { accuracyRows } from './figure-rows';
import { ImportDialog } from './import-dialog';
import { ModelTable } from './model-table';
import { PaperFigures } from './paper-figures';
import { PatternResults } from './pattern-results';
import { ScoreButton } from './score-button';

interface ResultsViewProps {
  project: string;
  releases: Awaited<ReturnType<typeof publishedReleases>>;
  results: Results | null;
  mayImport: boolean;
}

/** Figures first, tables under them, method in the margin. */
export function ResultsView({ project, releases, results, mayImport }: ResultsViewProps) {
  const t = useTranslations('results');
  const side = useTranslations('studies.presentation');
  if (results === null) {
    return (
      <>
        <PageHeader title={t('title')} description={t('description')} />
        <EmptyState
          icon={<ChartNoAxesColumn aria-hidden />}
          title={t('noRelease')}
          description={t('noReleaseHint')}
          action={<LinkButton href={`/p/${project}/releases`}>{t('toReleases')}</LinkButton>}
        />
        <Section id="paper" title={t('paper.title')}>
          <PaperFigures />
        </Section>
      </>
    );
  }
  const { version, people, encoders, models, presentation } = results;
  const scoring = releases.some((release) => release.version === version && release.scoring);
  const few = people.pair.available && people.pair.nRaters < FEW_RATERS;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        action={
          mayImport && (
            <div className="flex flex-wrap gap-2">
              <ScoreButton project={project} version={version} scoring={scoring} />
              <ImportDialog project={project} version={version} />
            </div>
          )
        }
      />
      <LinkTabs
        label={t('release')}
        items={releases.map((release) => ({
          href: `/p/${project}/results?release=${release.version}`,
          label: t('releaseName', { version: release.version }),
          current: release.version === version,
        }))}
      />
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
      <Section id="paper" title={t('paper.title')}>
        <PaperFigures />
      </Section>
    </>
  );
}
