import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { ImageFacts } from '@/lib/features/corpus/components/image-facts';
import { imageDetail } from '@/lib/features/corpus/queries';
import { isAppError } from '@/lib/domain/errors';
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
  const t = await getTranslations('corpus');
  const base = `/p/${project.slug}/images`;
  return (
    <>
      <PageHeader
        title={image.name}
        breadcrumbs={[{ label: t('title'), href: base }]}
        meta={
          <a className="text-accent" href={`${base}/batches/${image.batchId}`}>
            {t('image.batch')}
          </a>
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
      <Section title={t('image.facts')} id="facts">
        <ImageFacts image={image} slug={project.slug} />
      </Section>
    </>
  );
}
