import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationsTable } from '@/lib/features/people/components/invitations-table';
import { InviteDialog } from '@/lib/features/people/components/invite-dialog';
import { MembersTable } from '@/lib/features/people/components/members-table';
import { PeopleTabs } from '@/lib/features/people/components/people-tabs';
import { listInvitations, listMembers, openStudies } from '@/lib/features/people/member-queries';
import { projectPage } from '@/lib/server/page-context';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';

interface Props {
  params: Promise<{ project: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('people'))('title') };
}

export default async function PeoplePage({ params }: Props) {
  const { ctx, project } = await projectPage('people:manage', (await params).project);
  const [members, invitations, studies, t] = await Promise.all([
    listMembers(ctx, project.id),
    listInvitations(ctx, project.id),
    openStudies(ctx, project.id),
    getTranslations('people'),
  ]);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        action={<InviteDialog project={project.slug} studies={studies} />}
      />
      <PeopleTabs project={project.slug} at="members" />
      <Section title={t('membersCount', { count: members.length })}>
        <MembersTable project={project.slug} members={members} />
      </Section>
      <Section title={t('pending')} description={t('pendingText')}>
        <InvitationsTable project={project.slug} invitations={invitations} />
      </Section>
    </>
  );
}
