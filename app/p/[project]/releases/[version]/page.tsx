import { notFound } from 'next/navigation';
import { isAppError } from '@/lib/domain/errors';
import { can } from '@/lib/domain/permissions';
import { ReleaseView } from '@/lib/features/release/components/release-view';
import { getRelease } from '@/lib/features/release/queries';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('releases.title');

export default async function ReleasePage({
  params,
}: {
  params: Promise<{ project: string; version: string }>;
}) {
  const { project: slug, version } = await params;
  const { ctx, project } = await projectPage('release:view', slug);
  if (!/^[1-9]\d{0,8}$/.test(version)) notFound();
  const release = await getRelease(ctx, {
    projectId: project.id,
    version: Number(version),
  }).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not-found') notFound();
    throw error;
  });
  const mayDownload = can(ctx.actor, 'release:download', project.id);
  return <ReleaseView project={project.slug} release={release} mayDownload={mayDownload} />;
}
