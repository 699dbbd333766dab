import Link from 'next/link';
import { Pickaxe } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { isAppError } from '@/lib/domain/errors';
import { can } from '@/lib/domain/permissions';
import { Explorer } from '@/lib/features/mining/components/explore/explorer';
import { RunPicker } from '@/lib/features/mining/components/explore/run-picker';
import { exploreRun, runYield } from '@/lib/features/mining/explore/queries';
import { exploreState } from '@/lib/features/mining/explore/schemas';
import { hasDemonstrationCosines } from '@/lib/features/mining/demonstration';
import { listRuns, runById } from '@/lib/features/mining/run-queries';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { DemonstrationMark } from '@/lib/ui/primitives/demonstration-mark';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';

export const generateMetadata = pageTitle('explore.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ExplorePage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('mining:view', (await params).project);
  const state = exploreState.parse(await searchParams);
  const [{ runs: newest }, asked, demonstration, t, tm] = await Promise.all([
    listRuns(ctx, project.id, { finished: true }),
    state.run ? runById(ctx, project.id, state.run) : null,
    hasDemonstrationCosines(ctx, project.id),
    getTranslations('explore'),
    getTranslations('mining'),
  ]);
  const base = `/p/${project.slug}/pairs`;
  // One older than the list reaches is offered, too: the choice says which run is shown.
  const runs = asked && newest.every(({ id }) => id !== asked.id) ? [...newest, asked] : newest;
  const runId = state.run ?? runs[0]?.id;
  const exploration = runId
    ? await exploreRun(ctx, project.id, runId).catch((error: unknown) => {
        if (isAppError(error) && ['not-found', 'unprocessable'].includes(error.code)) return null;
        throw error;
      })
    : null;
  const start = exploration && {
    minSemantic: state.s ?? exploration.mined.minSemantic,
    maxVisual: state.v ?? exploration.mined.maxVisual,
  };
  const startYield =
    exploration && start
      ? await runYield(ctx, { projectId: project.id, runId: exploration.runId, ...start })
      : null;
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        breadcrumbs={[{ label: tm('title'), href: base }]}
        meta={
          <>
            {runs.length > 1 ? (
              <Link className="text-accent" href={`${base}/compare`}>
                {t('compare.title')}
              </Link>
            ) : null}
            {demonstration ? <DemonstrationMark /> : null}
          </>
        }
      />
      {runs.length > 1 ? (
        <RunPicker runs={runs} chosen={{ run: runId }} labels={{ run: t('run') }} />
      ) : null}
      {exploration && start && startYield ? (
        <Explorer
          key={exploration.runId}
          slug={project.slug}
          exploration={exploration}
          start={start}
          startYield={startYield}
          startSort={state.sort}
          startShow={state.show}
          startPlace={state.pair - 1}
          mayRun={can(ctx.actor, 'mining:run', project.id)}
        />
      ) : (
        <EmptyState
          icon={<Pickaxe />}
          title={t(runs.length === 0 ? 'empty.title' : 'unusable.title')}
          description={t(runs.length === 0 ? 'empty.description' : 'unusable.description')}
          action={<LinkButton href={base}>{tm('runList.toPairs')}</LinkButton>}
        />
      )}
    </>
  );
}
