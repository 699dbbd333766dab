import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { isAppError } from '@/lib/domain/errors';
import { can } from '@/lib/domain/permissions';
import { cancelJobAction, resumeJobAction } from '@/lib/features/jobs/actions';
import { DetailView } from '@/lib/features/models/components/detail-view';
import { modelDetail } from '@/lib/features/models/model-detail';
import { projectPage } from '@/lib/server/page-context';

interface Props {
  params: Promise<{ project: string; encoder: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).encoder };
}

export default async function ModelPage({ params }: Props) {
  const { project: slug, encoder } = await params;
  const { ctx, project } = await projectPage('models:view', slug);
  const detail = await modelDetail(ctx, { projectId: project.id, encoderId: encoder }).catch(
    (error: unknown) => {
      if (isAppError(error) && error.code === 'not-found') notFound();
      throw error;
    },
  );
  return (
    <DetailView
      project={project.slug}
      detail={detail}
      actions={
        can(ctx.actor, 'models:manage', project.id)
          ? { cancel: cancelJobAction, resume: resumeJobAction }
          : undefined
      }
    />
  );
}
