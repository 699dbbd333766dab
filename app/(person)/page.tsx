import { redirect } from 'next/navigation';
import { ProjectChooser } from '@/lib/features/people/components/project-chooser';
import { myProjects, ratesSomewhere } from '@/lib/features/people/queries';
import { instancePage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('people.projects');

interface Props {
  searchParams: Promise<{ choose?: string }>;
}

/** Straight to the work where there is only one place to go. */
export default async function StartPage({ searchParams }: Props) {
  const { ctx } = await instancePage('self');
  const [projects, rates] = await Promise.all([myProjects(ctx), ratesSomewhere(ctx)]);
  const admin = ctx.actor.kind === 'user' && ctx.actor.instanceAdmin;
  const [first, ...others] = projects;
  const { choose } = await searchParams;
  if (!first && rates && !admin) redirect('/rate');
  if (first && others.length === 0 && !rates && choose === undefined) redirect(`/p/${first.slug}`);
  return <ProjectChooser projects={projects} rates={rates} admin={admin} />;
}
