import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { isAppError } from '@/lib/domain/errors';
import { compareRuns } from '@/lib/features/mining/explore/compare-runs';
import { ComparisonView } from '@/lib/features/mining/components/explore/comparison-view';
import { RunPicker } from '@/lib/features/mining/components/explore/run-picker';
import { hasDemonstrationCosines } from '@/lib/features/mining/demonstration';
import { listRuns } from '@/lib/features/mining/run-queries';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { DemonstrationMark } from '@/lib/ui/primitives/demonstration-mark';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { PageHeader } from '@/lib/ui/primitives/page-header';

export const generateMetadata = pageTitle('explore.compare.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const id = z.uuid().optional().catch(undefined);
const queryOf = z.object({ a: id, b: id });

export default async function ComparePage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('mining:view', (await params).project);
  const query = queryOf.parse(await searchParams);
  const [{ runs }, demonstration, t, tm] = await Promise.all([
    listRuns(ctx, project.id, { finished: true }),
    hasDemonstrationCosines(ctx, project.id),
    getTranslations('explore'),
    getTranslations('mining'),
  ]);
  const first = runs.find((run) => run.id === query.a) ?? runs[1] ?? runs[0];
  const second = runs.find((run) => run.id === query.b) ?? runs[0];
  const comparison =
    first && second && runs.length > 1
      ? await compareRuns(ctx, { projectId: project.id, first: first.id, second: second.id }).catch(
          (error: unknown) => {
            if (isAppError(error) && error.code === 'unprocessable') return null;
            throw error;
          },
        )
      : null;
  const base = `/p/${project.slug}/pairs`;
  return (
    <>
      <PageHeader
        title={t('compare.title')}
        description={t('compare.description')}
        breadcrumbs={[
          { label: tm('title'), href: base },
          { label: t('title'), href: `${base}/explore` },
        ]}
        meta={demonstration ? <DemonstrationMark /> : undefined}
      />
      {runs.length > 1 ? (
        <RunPicker
          runs={runs}
          chosen={{ a: first?.id, b: second?.id }}
          labels={{ a: t('compare.first'), b: t('compare.second') }}
        />
      ) : null}
      {first && second && comparison ? (
        <ComparisonView slug={project.slug} first={first} second={second} comparison={comparison} />
      ) : (
        <EmptyState
          title={t(runs.length > 1 ? 'unusable.title' : 'compare.emptyTitle')}
          description={t(runs.length > 1 ? 'unusable.description' : 'compare.emptyDescription')}
        />
      )}
    </>
  );
}
