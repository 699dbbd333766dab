import { Columns2 } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { MiningDialog } from '@/lib/features/mining/components/mining-dialog';
import { PairFilter } from '@/lib/features/mining/components/pair-filter';
import { PairGallery } from '@/lib/features/mining/components/pair-gallery';
import { RunFigure } from '@/lib/features/mining/components/run-figure';
import { RunProgress } from '@/lib/features/mining/components/run-progress';
import { guessWorth } from '@/lib/features/mining/guess-worth';
import { listPairs, pairPoints } from '@/lib/features/mining/queries';
import {
  encoderChoices,
  imagesLeftOut,
  imagesUnchecked,
  listRuns,
  runById,
} from '@/lib/features/mining/run-queries';
import { miningLink, pairListQuery } from '@/lib/features/mining/schemas';
import { startLike } from '@/lib/features/mining/start-like';
import { can } from '@/lib/domain/permissions';
import { hasDemonstrationCosines } from '@/lib/features/mining/demonstration';
import { projectPage } from '@/lib/server/page-context';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { DemonstrationMark } from '@/lib/ui/primitives/demonstration-mark';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('mining.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PairsPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('mining:view', (await params).project);
  const raw = await searchParams;
  const mayRun = can(ctx.actor, 'mining:run', project.id);
  const asked = pairListQuery.parse(raw);
  // A link with a guess leads who may not see guesses to the list without it.
  const link = miningLink.parse(raw);
  const query = mayRun ? asked : { ...asked, guess: undefined };
  const [worth, page, newest, shown, like, encoders, leftOut, unchecked, demonstration, t, tc] =
    await Promise.all([
      mayRun ? guessWorth(ctx, project.id) : null,
      listPairs(ctx, project.id, query),
      listRuns(ctx, project.id, { take: 1 }),
      runById(ctx, project.id, query.run),
      mayRun && link.like ? runById(ctx, project.id, link.like) : null,
      encoderChoices(ctx, project.id),
      imagesLeftOut(ctx, project.id),
      imagesUnchecked(ctx, project.id),
      hasDemonstrationCosines(ctx, project.id),
      getTranslations('mining'),
      getTranslations('common'),
    ]);
  const points = shown ? await pairPoints(ctx, project.id, shown.id) : [];
  const base = `/p/${project.slug}`;
  const dialog = mayRun ? (
    <MiningDialog
      project={project.slug}
      encoders={encoders}
      initiallyOpen={link.mine === '1'}
      leftOut={leftOut}
      unchecked={unchecked}
      start={startLike(like, encoders, link)}
    />
  ) : null;
  const miniature = encoders.some(
    ({ id, miniature }) =>
      miniature &&
      [shown?.semantic, shown?.visual].some((used) => used?.some((one) => one.id === id)),
  );
  const filtered = [query.status, query.run, query.guess].some((value) => value !== undefined);
  const href = (cursor: Record<string, string>): string => {
    const { status, sort, run, guess: taken } = query;
    const state = {
      ...(status ? { status } : {}),
      ...(run ? { run } : {}),
      ...(taken ? { guess: taken } : {}),
      sort,
      ...cursor,
    };
    return `${base}/pairs?${new URLSearchParams(state).toString()}`;
  };
  const empty = page.total === 0 && !filtered;

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        meta={
          <>
            <span className="num">{t('count', { count: page.total })}</span>
            <a className="text-accent" href={`${base}/pairs/runs`}>
              {t('runs')}
            </a>
            {shown ? (
              <a className="text-accent" href={`${base}/pairs/explore?run=${shown.id}`}>
                {t('explore')}
              </a>
            ) : null}
            {points.length > 0 ? (
              <a className="text-accent" href="#mined-pairs">
                {t('figure.title')}
              </a>
            ) : null}
            {demonstration && !empty ? <DemonstrationMark /> : null}
          </>
        }
        action={dialog}
      />
      {newest.runs[0] ? <RunProgress run={newest.runs[0]} slug={project.slug} /> : null}
      {empty ? (
        <EmptyState
          icon={<Columns2 />}
          title={t('empty.title')}
          description={mayRun ? t('empty.description') : t('empty.readOnly')}
          action={
            mayRun ? (
              <LinkButton href={`${base}/images/add`}>{t('empty.addImages')}</LinkButton>
            ) : null
          }
        />
      ) : (
        <>
          <PairFilter query={query} worth={worth} />
          {query.run ? (
            <p className="mb-4">
              {t('onlyRun')}.{' '}
              <a className="text-accent" href={`${base}/pairs`}>
                {t('allPairs')}
              </a>
            </p>
          ) : null}
          {page.rows.length === 0 ? (
            <EmptyState title={t('nothing.title')} description={t('nothing.description')} />
          ) : (
            <PairGallery pairs={page.rows} slug={project.slug} />
          )}
          <Pagination
            label={t('title')}
            previousHref={page.previous ? href({ before: page.previous }) : undefined}
            nextHref={page.next ? href({ after: page.next }) : undefined}
            previousLabel={tc('previous')}
            nextLabel={tc('next')}
          />
          {shown && points.length > 0 ? (
            <div className="mt-10">
              <RunFigure run={shown} points={points} slug={project.slug} miniature={miniature} />
            </div>
          ) : null}
        </>
      )}
    </>
  );
}
