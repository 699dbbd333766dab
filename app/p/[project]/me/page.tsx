import { getTranslations } from 'next-intl/server';
import { OwnFiguresView } from '@/lib/features/people/components/own-figures';
import { ownFigures } from '@/lib/features/people/figures';
import { ConversationList } from '@/lib/features/review/components/conversation-list';
import { myConversations } from '@/lib/features/review/conversation-list';
import { projectPage } from '@/lib/server/page-context';
import { pageTitle } from '@/lib/ui/i18n/page-title';
import { PageHeader } from '@/lib/ui/primitives/page-header';

export const generateMetadata = pageTitle('people.figures.own');

export default async function MePage({ params }: { params: Promise<{ project: string }> }) {
  const { ctx, project } = await projectPage('authoring:write', (await params).project);
  const [figures, conversations, t] = await Promise.all([
    ownFigures(ctx, { projectId: project.id }),
    myConversations(ctx, { projectId: project.id }),
    getTranslations('people.figures'),
  ]);
  return (
    <>
      <PageHeader title={t('own')} description={t('ownText')} />
      <OwnFiguresView figures={figures} />
      <ConversationList project={project.slug} rows={conversations} />
    </>
  );
}
