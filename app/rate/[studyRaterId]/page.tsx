import { notFound } from 'next/navigation';
import { RaterScreen } from '@/lib/features/baseline/components/rater-screen';
import { nextTrial } from '@/lib/features/baseline/next-trial';
import { orNotFound } from '@/lib/features/baseline/or-not-found';
import { idOf } from '@/lib/features/baseline/schemas';
import { myKeys } from '@/lib/features/people/choose-shortcuts';
import { SingleKeysSwitch } from '@/lib/features/people/components/single-keys-switch';
import { NewPersonalLink } from '@/lib/features/people/components/personal-link';
import { instancePage } from '@/lib/server/page-context';
import { sessionUser } from '@/lib/server/session';
import { OwnKeysProvider } from '@/lib/ui/keyboard/own-keys';

interface RateStudyPageProps {
  params: Promise<{ studyRaterId: string }>;
}

export default async function RateStudyPage({ params }: RateStudyPageProps) {
  const { ctx } = await instancePage('self');
  const { studyRaterId } = await params;
  const view = await orNotFound(() => nextTrial(ctx, { studyRaterId: idOf(studyRaterId) }));
  if (!view) notFound();
  // Without an account there is another way back, which the page between two sessions offers.
  const [user, own] = await Promise.all([sessionUser(), myKeys(ctx)]);
  const anonymous = user?.anonymous ?? false;
  const link = anonymous ? <NewPersonalLink studyRaterId={studyRaterId} /> : null;
  return (
    <OwnKeysProvider own={own}>
      <RaterScreen
        studyRaterId={studyRaterId}
        initial={view}
        personalLink={link}
        keySwitch={<SingleKeysSwitch on={own.single} />}
      />
    </OwnKeysProvider>
  );
}
