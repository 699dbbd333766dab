import Link from 'next/link';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { z } from 'zod';
import { isAppError } from '@/lib/domain/errors';
import { NeighbourList } from '@/lib/features/mining/components/explore/neighbour-list';
import { neighbours } from '@/lib/features/mining/explore/neighbours';
import { newestRunWith } from '@/lib/features/mining/explore/newest-run';
import { hasDemonstrationCosines } from '@/lib/features/mining/demonstration';
import { projectPage } from '@/lib/server/page-context';
import { ErrorText } from '@/lib/ui/i18n/error-text';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { EmptyState } from '@/lib/ui/primitives/empty-state';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { DemonstrationMark } from '@/lib/ui/primitives/demonstration-mark';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { ServedImage } from '@/lib/ui/primitives/served-image';
import { Section } from '@/lib/ui/primitives/section';

export const generateMetadata = pageTitle('explore.neighbours.title');

interface Props {
  params: Promise<{ project: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Without a run it is the newest that compared the image. */
const queryOf = z.object({ run: z.uuid().optional(), image: z.uuid() });

export default async function NeighboursPage({ params, searchParams }: Props) {
  const { ctx, project } = await projectPage('mining:view', (await params).project);
  const query = queryOf.safeParse(await searchParams);
  const [demonstration, t, tm] = await Promise.all([
    hasDemonstrationCosines(ctx, project.id),
    getTranslations('explore'),
    getTranslations('mining'),
  ]);
  const base = `/p/${project.slug}`;
  if (!query.success) {
    return (
      <>
        <PageHeader title={t('neighbours.title')} description={t('neighbours.description')} />
        <EmptyState
          title={t('neighbours.emptyTitle')}
          description={t('neighbours.emptyDescription')}
          action={<LinkButton href={`${base}/pairs/explore`}>{t('title')}</LinkButton>}
        />
      </>
    );
  }
  const { image } = query.data;
  const of = { projectId: project.id, imageId: image };
  const find = async () =>
    neighbours(ctx, { ...of, runId: query.data.run ?? (await newestRunWith(ctx, of)) });
  const near = await find().catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not-found') notFound();
    if (isAppError(error) && error.key !== undefined) return error;
    throw error;
  });
  if (isAppError(near)) {
    const { message, key = '', params = {} } = near;
    return (
      <>
        <PageHeader title={t('neighbours.title')} description={t('neighbours.description')} />
        <EmptyState
          title={t('neighbours.none')}
          description={<ErrorText error={{ message, key, params }} />}
          action={<LinkButton href={`${base}/pairs/explore`}>{t('title')}</LinkButton>}
        />
      </>
    );
  }
  const run = near.runId;
  const list = (found: typeof near.bySemantic) => (
    <NeighbourList slug={project.slug} runId={run} neighbours={found} />
  );
  return (
    <>
      <PageHeader
        title={t('neighbours.title')}
        description={t('neighbours.description')}
        breadcrumbs={[
          { label: tm('title'), href: `${base}/pairs` },
          { label: t('title'), href: `${base}/pairs/explore?run=${run}` },
        ]}
        meta={
          <>
            <Link className="text-accent" href={`${base}/images/${image}`}>
              {t('neighbours.facts')}
            </Link>
            {demonstration ? <DemonstrationMark /> : null}
          </>
        }
      />
      <div className="mb-8 inline-block bg-surround">
        <ServedImage
          slug={project.slug}
          id={image}
          size={640}
          alt={t('neighbours.image')}
          width={near.image.width}
          height={near.image.height}
          className="max-h-80 w-auto max-w-full object-contain"
          loading="eager"
        />
      </div>
      {near.withoutEmbedding > 0 ? (
        <p className="mb-6 measure text-ink-2">
          {t('neighbours.withoutEmbedding', { count: near.withoutEmbedding })}
        </p>
      ) : null}
      <div className="grid gap-x-10 lg:grid-cols-2">
        <Section
          id="by-semantic"
          title={<span className="text-semantic">{t('neighbours.bySemantic')}</span>}
        >
          {list(near.bySemantic)}
        </Section>
        <Section
          id="by-visual"
          title={<span className="text-visual">{t('neighbours.byVisual')}</span>}
        >
          {list(near.byVisual)}
        </Section>
      </div>
    </>
  );
}
