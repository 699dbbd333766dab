import { getLocale } from 'next-intl/server';
import { MyRatings } from '@/lib/features/baseline/components/my-ratings';
import { myRatings } from '@/lib/features/baseline/rating-queries';
import { signOutAction } from '@/lib/features/people/actions';
import { instancePage } from '@/lib/server/page-context';
import { setLocale } from '@/lib/server/locale-action';
import type { Locale } from '@/lib/ui/i18n/locale';
import { RaterShell } from '@/lib/ui/shell/rater-shell';
import { UserMenu } from '@/lib/ui/shell/user-menu';

export default async function RatePage() {
  const { ctx } = await instancePage('self');
  const [ratings, locale] = await Promise.all([myRatings(ctx), getLocale()]);
  const { actor } = ctx;
  return (
    <RaterShell
      account={
        actor.kind === 'user' && (
          <UserMenu
            user={{ name: actor.name }}
            locale={locale as Locale}
            onLocale={setLocale}
            settingsHref="/settings"
            onSignOut={signOutAction}
          />
        )
      }
    >
      <MyRatings ratings={ratings} />
    </RaterShell>
  );
}
