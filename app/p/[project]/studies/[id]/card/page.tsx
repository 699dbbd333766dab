import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { PrintButton } from '@/lib/features/baseline/components/print-button';
import { StudyPart } from '@/lib/features/baseline/components/study-part';
import { orNotFound } from '@/lib/features/baseline/or-not-found';
import { getStudy } from '@/lib/features/baseline/queries';
import { idOf } from '@/lib/features/baseline/schemas';
import { studyCard } from '@/lib/features/baseline/study-card';
import { BaselineCardView } from '@/lib/features/release/components/baseline-card-view';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { Callout } from '@/lib/ui/primitives/callout';
import { Section } from '@/lib/ui/primitives/section';

export const generateMetadata = pageTitle('analysis.card.title');

interface CardPageProps {
  params: Promise<{ project: string; id: string }>;
}

export default async function CardPage({ params }: CardPageProps) {
  const { project: slug, id } = await params;
  const { ctx, project } = await projectPage('study:view', slug);
  const study = await orNotFound(async () =>
    getStudy(ctx, { projectId: project.id, studyId: idOf(id) }),
  );
  if (!study) notFound();
  const t = await getTranslations('analysis.card');
  const card =
    study.status === 'DRAFT'
      ? null
      : await studyCard(ctx, { projectId: project.id, studyId: study.id });
  return (
    <StudyPart
      base={`/p/${slug}/studies`}
      study={study}
      current="card"
      title={t('title')}
      description={t('text')}
      action={
        <div className="flex flex-wrap gap-2 print:hidden">
          <a
            href={`/api/p/${slug}/studies/${study.id}/card`}
            download
            className="inline-flex h-8 items-center px-3 text-accent underline"
          >
            {t('download')}
          </a>
          <PrintButton label={t('print')} />
        </div>
      }
    >
      {card && (
        <>
          {study.status === 'OPEN' && (
            <Callout tone="info" className="mb-6">
              {t('open')}
            </Callout>
          )}
          <Section>
            <BaselineCardView card={card} />
          </Section>
        </>
      )}
    </StudyPart>
  );
}
