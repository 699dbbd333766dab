import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { sources } from '@/lib/domain/item-lifecycle';
import { can } from '@/lib/domain/permissions';
import { FlaggedItems } from '@/lib/features/baseline/components/flagged-items';
import { StudyPart } from '@/lib/features/baseline/components/study-part';
import { flaggedPairs, type FlaggedPair } from '@/lib/features/baseline/flagged-pairs';
import { orNotFound } from '@/lib/features/baseline/or-not-found';
import { getStudy } from '@/lib/features/baseline/queries';
import { idOf } from '@/lib/features/baseline/schemas';
import { DecideAgainDialog } from '@/lib/features/review/components/decide-again-dialog';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('analysis.items.title');

interface ItemsPageProps {
  params: Promise<{ project: string; id: string }>;
}

export default async function ItemsPage({ params }: ItemsPageProps) {
  const { project: slug, id } = await params;
  const { ctx, project } = await projectPage('study:view', slug);
  const study = await orNotFound(async () =>
    getStudy(ctx, { projectId: project.id, studyId: idOf(id) }),
  );
  if (!study) notFound();
  const t = await getTranslations('analysis.items');
  const flagged =
    study.status === 'DRAFT'
      ? null
      : await flaggedPairs(ctx, { projectId: project.id, studyId: study.id });
  const mayDecide = can(ctx.actor, 'pair:manage', project.id);
  const decide = (pair: FlaggedPair) => {
    const meant = { id: pair.id, number: pair.number, questionId: pair.questionId };
    const against = pair.flags.some(({ severity }) => severity === 'critical');
    return (
      <>
        {sources('reopen').includes(pair.status) && (
          <DecideAgainDialog
            project={slug}
            pair={meant}
            suggestion={t(against ? 'fix' : 'reword')}
          />
        )}
        {sources('reject-approved').includes(pair.status) && (
          <DecideAgainDialog project={slug} pair={meant} decision="reject" />
        )}
      </>
    );
  };
  const decisions = Object.fromEntries(
    (flagged?.pairs ?? [])
      .filter((pair) => mayDecide && pair.current)
      .map((pair) => [pair.id, decide(pair)]),
  );
  return (
    <StudyPart
      base={`/p/${slug}/studies`}
      study={study}
      current="items"
      title={t('title')}
      description={
        mayDecide && study.status === 'OPEN' ? `${t('text')} ${t('whileOpen')}` : t('text')
      }
    >
      {flagged && flagged.responses > 0 ? (
        <FlaggedItems project={slug} flagged={flagged} decisions={decisions} />
      ) : null}
    </StudyPart>
  );
}
