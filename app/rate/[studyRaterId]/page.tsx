import { notFound } from 'next/navigation';
import { RaterScreen } from '@/lib/features/baseline/components/rater-screen';
import { nextTrial } from '@/lib/features/baseline/next-trial';
import { orNotFound } from '@/lib/features/baseline/or-not-found';
import { idOf } from '@/lib/features/baseline/schemas';
import { instancePage } from '@/lib/server/page-context';

interface RateStudyPageProps {
  params: Promise<{ studyRaterId: string }>;
}

export default async function RateStudyPage({ params }: RateStudyPageProps) {
  const { ctx } = await instancePage('self');
  const { studyRaterId } = await params;
  const view = await orNotFound(() => nextTrial(ctx, { studyRaterId: idOf(studyRaterId) }));
  if (!view) notFound();
  return <RaterScreen studyRaterId={studyRaterId} initial={view} />;
}
