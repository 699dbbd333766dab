import { notFound } from 'next/navigation';
import { studyAnalysis } from '@/lib/features/baseline/analysis';
import { StudyDetailView } from '@/lib/features/baseline/components/study-detail';
import { getStudy } from '@/lib/features/baseline/queries';
import { idOf } from '@/lib/features/baseline/schemas';
import { orNotFound } from '@/lib/features/baseline/or-not-found';
import { addableRaters } from '@/lib/features/people/add-raters';
import { AddRatersDialog } from '@/lib/features/people/components/add-raters-dialog';
import { InviteDialog } from '@/lib/features/people/components/invite-dialog';
import { JoinLinkSection } from '@/lib/features/people/components/join-link-section';
import { joinLinkOf } from '@/lib/features/people/join-link';
import { can } from '@/lib/domain/permissions';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('studies.title');

interface StudyPageProps {
  params: Promise<{ project: string; id: string }>;
}

export default async function StudyPage({ params }: StudyPageProps) {
  const { project: slug, id } = await params;
  const { ctx, project } = await projectPage('study:view', slug);
  const study = await orNotFound(() => getStudy(ctx, { projectId: project.id, studyId: idOf(id) }));
  if (!study) notFound();
  const analysis =
    study.status === 'DRAFT'
      ? null
      : await studyAnalysis(ctx, { projectId: project.id, studyId: study.id });
  const mayInvite = can(ctx.actor, 'people:manage', project.id) && study.status !== 'CLOSED';
  const ids = { projectId: project.id, studyId: study.id };
  const raters = mayInvite ? await addableRaters(ctx, ids) : [];
  const invite = mayInvite ? (
    <div className="flex flex-wrap gap-2">
      {raters.length > 0 && <AddRatersDialog project={slug} studyId={study.id} raters={raters} />}
      <InviteDialog
        project={slug}
        role="RATER"
        studies={[{ id: study.id, name: study.name }]}
        primary={study.status === 'OPEN'}
      />
    </div>
  ) : null;
  const joinLink =
    study.mayManage && study.status !== 'DRAFT' ? (
      <JoinLinkSection
        project={slug}
        studyId={study.id}
        open={study.status === 'OPEN'}
        link={await joinLinkOf(ctx, ids)}
      />
    ) : null;
  return (
    <StudyDetailView
      project={slug}
      base={`/p/${slug}/studies`}
      study={study}
      analysis={analysis}
      mayCheck={can(ctx.actor, 'checks:run', project.id)}
      invite={invite}
      joinLink={joinLink}
    />
  );
}
