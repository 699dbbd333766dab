import { BadgeCheck, Images, ScanSearch } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { CheckDialog } from '@/lib/features/hygiene/components/check-dialog';
import { CheckProgress } from '@/lib/features/hygiene/components/check-progress';
import { Unchecked } from '@/lib/features/hygiene/components/unchecked';
import { FlaggedGrid } from '@/lib/features/hygiene/components/flagged-grid';
import { KeepAll } from '@/lib/features/hygiene/components/keep-all';
import { ReasonFilter } from '@/lib/features/hygiene/components/reason-filter';
import { flaggedImages, qualitySummary } from '@/lib/features/hygiene/queries';
import { qualityQuery, type QualityQuery } from '@/lib/features/hygiene/schemas';
import { can } from '@/lib/domain/permissions';
import { projectPage } from '@/lib/server/page-context';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { DateTime } from '@/lib/ui/primitives/time';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('hygiene.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function QualityPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('corpus:view', (await params).project);
  const query = qualityQuery.parse(await searchParams);
  const [summary, page, t, tc, tcorpus] = await Promise.all([
    qualitySummary(ctx, project.id),
    flaggedImages(ctx, project.id, query),
    getTranslations('hygiene'),
    getTranslations('common'),
    getTranslations('corpus'),
  ]);
  const images = `/p/${project.slug}/images`;
  const mayDecide = can(ctx.actor, 'corpus:manage', project.id);
  const dialog = mayDecide && summary.images > 0 ? <CheckDialog project={project.slug} /> : null;
  const href = ({ state = 'out', reason, before, after }: Partial<QualityQuery>): string =>
    `${images}/quality?${new URLSearchParams({
      state,
      ...(reason ? { reason } : {}),
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
    }).toString()}`;
  const current = { state: query.state, ...(query.reason ? { reason: query.reason } : {}) };
  const { newest } = summary;
  const running = newest?.job?.status === 'QUEUED' || newest?.job?.status === 'RUNNING';
  const flagged = summary.reasons.some((row) => row.out + row.kept > 0);
  const count = summary.reasons.find((row) => row.reason === query.reason);
  const many = count && (query.state === 'out' ? count.out : count.kept);

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        breadcrumbs={[{ label: tcorpus('title'), href: images }]}
        meta={
          <>
            <span className="num">
              {t('leftOut', { count: summary.leftOut, total: summary.images })}
            </span>
            {newest?.finishedAt ? (
              <span>
                {t('lastCheck')} <DateTime iso={newest.finishedAt} />
              </span>
            ) : null}
          </>
        }
        action={(flagged || newest) && (running || summary.unchecked === 0) ? dialog : undefined}
      />
      {newest ? <CheckProgress check={newest} slug={project.slug} /> : null}
      {(newest || flagged) && !running ? (
        <Unchecked
          {...summary}
          action={mayDecide ? <CheckDialog project={project.slug} /> : null}
        />
      ) : null}
      {summary.images === 0 ? (
        <EmptyState
          icon={<Images />}
          title={t('empty.noImages')}
          description={t('empty.noImagesText')}
          action={
            mayDecide ? (
              <LinkButton href={`${images}/add`}>{t('empty.addImages')}</LinkButton>
            ) : null
          }
        />
      ) : !flagged && !newest ? (
        <EmptyState
          icon={<ScanSearch />}
          title={t('empty.unchecked')}
          description={mayDecide ? t('empty.uncheckedText') : t('empty.readOnly')}
          action={dialog}
        />
      ) : !flagged && newest?.finishedAt && summary.unchecked === 0 ? (
        <EmptyState
          icon={<BadgeCheck />}
          title={t('empty.fine')}
          description={t('empty.fineText')}
        />
      ) : flagged ? (
        <>
          <ReasonFilter summary={summary} query={query} href={href} />
          {mayDecide && query.reason && many ? (
            <div className="mb-4">
              <KeepAll
                project={project.slug}
                reason={query.reason}
                count={many}
                keep={query.state === 'out'}
              />
            </div>
          ) : null}
          {page.rows.length === 0 ? (
            <EmptyState
              title={query.state === 'kept' ? t('empty.noneKept') : t('empty.none')}
              description={query.state === 'kept' ? t('empty.noneKeptText') : t('empty.noneText')}
            />
          ) : (
            <FlaggedGrid images={page.rows} slug={project.slug} mayDecide={mayDecide} />
          )}
          <Pagination
            label={t('title')}
            previousHref={page.previous ? href({ ...current, before: page.previous }) : undefined}
            nextHref={page.next ? href({ ...current, after: page.next }) : undefined}
            previousLabel={tc('previous')}
            nextLabel={tc('next')}
          />
        </>
      ) : null}
    </>
  );
}
