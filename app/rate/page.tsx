import { MyRatings } from '@/lib/features/baseline/components/my-ratings';
import { myRatings } from '@/lib/features/baseline/rating-queries';
import { instancePage } from '@/lib/server/page-context';
import { RaterShell } from '@/lib/ui/shell/rater-shell';

export default async function RatePage() {
  const { ctx } = await instancePage('self');
  return (
    <RaterShell>
      <MyRatings ratings={await myRatings(ctx)} />
    </RaterShell>
  );
}
