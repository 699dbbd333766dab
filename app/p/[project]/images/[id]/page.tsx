import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ImageFacts } from '@/lib/features/corpus/components/image-facts';
import { imageDetail } from '@/lib/features/corpus/queries';
import { ImageMining } from '@/lib/features/hygiene/components/image-mining';
import { imageFlags } from '@/lib/features/hygiene/queries';
import { runById } from '@/lib/features/mining/run-queries';
import { isAppError } from '@/lib/domain/errors';
import { can } from '@/lib/domain/permissions';
import { projectPage } from '@/lib/server/page-context';
import { ImageFrame } from '@/lib/ui/primitives/image-frame';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('corpus.title');

export default async function ImagePage({
  params,
}: {
  params: Promise<{ project: string; id: string }>;
}) {
  const { project: slug, id } = await params;
  const { ctx, project } = await projectPage('corpus:view', slug);
  if (!z.uuid().safeParse(id).success) notFound();
  const image = await imageDetail(ctx, project.id, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not-found') notFound();
    throw error;
  });
  const seesPairs = can(ctx.actor, 'mining:view', project.id);
  const [flags, mined, t, th, te] = await Promise.all([
    imageFlags(ctx, project.id, id),
    seesPairs ? runById(ctx, project.id, undefined) : null,
    getTranslations('corpus'),
    getTranslations('hygiene'),
    getTranslations('explore'),
  ]);
  const base = `/p/${project.slug}/images`;
  return (
    <>
      <PageHeader
        title={image.name}
        breadcrumbs={[{ label: t('title'), href: base }]}
        meta={
          <>
            <a className="text-accent" href={`${base}/batches/${image.batchId}`}>
              {t('image.batch')}
            </a>
            {mined ? (
              <a
                className="text-accent"
                href={`/p/${project.slug}/pairs/neighbours?image=${image.id}`}
              >
                {te('neighbours.title')}
              </a>
            ) : null}
          </>
        }
      />
      <ImageFrame
        src={`/api/p/${project.slug}/images/${image.id}`}
        alt={t('alt', { name: image.name })}
        width={image.width}
        height={image.height}
        priority
        className="h-[60dvh] p-4"
      />
      <Section title={th('image.title')} id="mining">
        <ImageMining
          imageId={image.id}
          flags={flags}
          slug={project.slug}
          mayDecide={can(ctx.actor, 'corpus:manage', project.id)}
        />
      </Section>
      <Section title={t('image.facts')} id="facts">
        <ImageFacts image={image} slug={project.slug} />
      </Section>
    </>
  );
}
