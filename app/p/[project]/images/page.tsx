import { ImagePlus, Images } from 'lucide-react';
import { getTranslations } from 'next-intl/server';
import { ImageFilter } from '@/lib/features/corpus/components/image-filter';
import { ImageGrid } from '@/lib/features/corpus/components/image-grid';
import { CheckDialog } from '@/lib/features/hygiene/components/check-dialog';
import { Unchecked } from '@/lib/features/hygiene/components/unchecked';
import { uncheckedImages } from '@/lib/features/hygiene/queries';
import { listImages } from '@/lib/features/corpus/queries';
import { imageListQuery } from '@/lib/features/corpus/schemas';
import { can } from '@/lib/domain/permissions';
import { projectPage } from '@/lib/server/page-context';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Pagination } from '@/lib/ui/primitives/pagination';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('corpus.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ImagesPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('corpus:view', (await params).project);
  const query = imageListQuery.parse(await searchParams);
  const [page, checked, t, tc] = await Promise.all([
    listImages(ctx, project.id, query),
    can(ctx.actor, 'corpus:manage', project.id) ? uncheckedImages(ctx, project.id) : null,
    getTranslations('corpus'),
    getTranslations('common'),
  ]);
  const base = `/p/${project.slug}/images`;
  const mayAdd = can(ctx.actor, 'corpus:add', project.id);
  const filtered = query.q !== '' || query.batch !== undefined;
  const href = (cursor: Record<string, string>): string => {
    const { q, batch, sort } = query;
    const state = { ...(q ? { q } : {}), ...(batch ? { batch } : {}), sort, ...cursor };
    return `${base}?${new URLSearchParams(state).toString()}`;
  };
  const add = mayAdd ? (
    <LinkButton href={`${base}/add`} variant="primary" icon={<ImagePlus />}>
      {t('add')}
    </LinkButton>
  ) : null;

  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description')}
        meta={
          <>
            <span className="num">{t('count', { count: page.total })}</span>
            <a className="text-accent" href={`${base}/batches`}>
              {t('batches')}
            </a>
            <a className="text-accent" href={`${base}/quality`}>
              {t('quality')}
            </a>
          </>
        }
        action={page.total > 0 || filtered ? add : undefined}
      />
      {page.total === 0 && !filtered ? (
        <EmptyState
          icon={<Images />}
          title={t('empty.title')}
          description={mayAdd ? t('empty.description') : t('empty.readOnly')}
          action={add}
        />
      ) : (
        <>
          {checked ? (
            <Unchecked {...checked} action={<CheckDialog project={project.slug} />} />
          ) : null}
          <ImageFilter query={query} />
          {query.batch ? (
            <p className="mb-4">
              {t('inBatch')}.{' '}
              <a className="text-accent" href={base}>
                {t('clear')}
              </a>
            </p>
          ) : null}
          {page.rows.length === 0 ? (
            <EmptyState title={t('nothing.title')} description={t('nothing.description')} />
          ) : (
            <ImageGrid images={page.rows} slug={project.slug} />
          )}
          <Pagination
            label={t('title')}
            previousHref={page.previous ? href({ before: page.previous }) : undefined}
            nextHref={page.next ? href({ after: page.next }) : undefined}
            previousLabel={tc('previous')}
            nextLabel={tc('next')}
          />
        </>
      )}
    </>
  );
}
