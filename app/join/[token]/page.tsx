import { ConsentText } from '@/lib/features/baseline/components/consent';
import { JoinPanel } from '@/lib/features/people/components/join-panel';
import { PLATFORM_PARAMETERS } from '@/lib/features/people/join-schemas';
import { viewJoin } from '@/lib/features/people/view-join';
import { readArrival } from '@/lib/domain/participant';
import { makeCtx } from '@/lib/server/services';
import { sessionUser } from '@/lib/server/session';
import { RaterShell } from '@/lib/ui/shell/rater-shell';
import { getTranslations } from 'next-intl/server';

interface JoinPageProps {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function JoinPage({ params, searchParams }: JoinPageProps) {
  const [{ token }, query, holder] = await Promise.all([params, searchParams, sessionUser()]);
  const arrival = readArrival(query);
  const view = await viewJoin(makeCtx({ kind: 'anonymous' }), { token, arrival, holder });
  const t = await getTranslations('rating.join');
  const more = [t('device'), ...(arrival.kind === 'participant' ? [t('participant')] : [])];
  const parameters = Object.fromEntries(
    PLATFORM_PARAMETERS.flatMap((name) => {
      const value = query[name];
      return typeof value === 'string' ? [[name, value.slice(0, 300)]] : [];
    }),
  );
  return (
    <RaterShell>
      <div className="mx-auto grid w-full measure gap-6 p-4">
        {'consent' in view && <ConsentText view={view.consent} more={more} />}
        <JoinPanel token={token} view={view} parameters={parameters} name={holder?.name ?? ''} />
      </div>
    </RaterShell>
  );
}
