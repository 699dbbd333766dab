import { getLocale } from 'next-intl/server';
import { MyRatings } from '@/lib/features/baseline/components/my-ratings';
import { myRatings } from '@/lib/features/baseline/rating-queries';
import { signOutAction } from '@/lib/features/people/actions';
import { myKeys } from '@/lib/features/people/choose-shortcuts';
import { SingleKeysSwitch } from '@/lib/features/people/components/single-keys-switch';
import { NewPersonalLink } from '@/lib/features/people/components/personal-link';
import { instancePage } from '@/lib/server/page-context';
import { sessionUser } from '@/lib/server/session';
import { setLocale } from '@/lib/server/locale-action';
import type { Locale } from '@/lib/ui/i18n/locale';
import { RaterShell } from '@/lib/ui/shell/rater-shell';
import { UserMenu } from '@/lib/ui/shell/user-menu';

export default async function RatePage() {
  const { ctx } = await instancePage('self');
  const [ratings, own, locale, user] = await Promise.all([
    myRatings(ctx),
    myKeys(ctx),
    getLocale(),
    sessionUser(),
  ]);
  // Without a name and an address there is nothing to set, and another way back.
  const anonymous = user?.anonymous ?? false;
  // Its link leads to all of them.
  const linked = ratings.find(({ state }) => state !== 'withdrawn');
  const { actor } = ctx;
  return (
    <RaterShell
      account={
        actor.kind === 'user' && (
          <UserMenu
            user={{ name: actor.name }}
            locale={locale as Locale}
            onLocale={setLocale}
            {...(anonymous ? {} : { settingsHref: '/settings' })}
            onSignOut={signOutAction}
          />
        )
      }
    >
      <MyRatings ratings={ratings} />
      {anonymous && linked && (
        <div className="mx-auto w-full measure p-4">
          <NewPersonalLink studyRaterId={linked.id} />
        </div>
      )}
      {/* Who has settings finds it there. */}
      {anonymous && (
        <div className="mx-auto w-full measure p-4">
          <SingleKeysSwitch on={own.single} />
        </div>
      )}
    </RaterShell>
  );
}
