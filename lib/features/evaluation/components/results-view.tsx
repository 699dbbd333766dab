import { ChartNoAxesColumn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Suspense } from 'react';
import type { publishedReleases } from '../queries';
import type { Results } from '../results';
import type { Soon } from '@/lib/server/soon';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { LinkTabs } from '@/lib/ui/primitives/link-tabs';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';
import { Skeleton, SkeletonRows } from '@/lib/ui/primitives/skeleton';
import { ImportDialog } from './import-dialog';
import { PaperFigures } from './paper-figures';
import { ResultsFigures } from './results-figures';
import { ScoreButton } from './score-button';

interface ResultsViewProps {
  project: string;
  releases: Awaited<ReturnType<typeof publishedReleases>>;
  /** Of one release, computed or still being computed; null where there is none. */
  chosen: { version: number; results: Soon<Results> } | null;
  mayImport: boolean;
}

/** The release, then its figures; those that take long come after the rest of the page. */
export function ResultsView({ project, releases, chosen, mayImport }: ResultsViewProps) {
  const t = useTranslations('results');
  if (chosen === null) {
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
  const { version, results } = chosen;
  const scoring = releases.some((release) => release.version === version && release.scoring);
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
      {'now' in results ? (
        <ResultsFigures project={project} results={results.now} />
      ) : (
        <Suspense key={version} fallback={<Computing />}>
          <Computed project={project} results={results.later} />
        </Suspense>
      )}
      <Section id="paper" title={t('paper.title')}>
        <PaperFigures />
      </Section>
    </>
  );
}

async function Computed({ project, results }: { project: string; results: Promise<Results> }) {
  return <ResultsFigures project={project} results={await results} />;
}

/** In the place of the figures and of the tables under them. */
function Computing() {
  const t = useTranslations('results');
  return (
    <div aria-busy="true" className="mt-6">
      <p role="status" className="mb-3 text-ink-2">
        {t('computing')}
      </p>
      <div className="grid gap-10">
        <Skeleton className="h-56" />
        <Skeleton className="h-56" />
        <SkeletonRows rows={4} columns={5} />
      </div>
    </div>
  );
}
