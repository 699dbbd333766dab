import { beginRating } from '@/lib/features/baseline/start-rating';
import { joinBody } from '@/lib/features/people/join-schemas';
import { joinStudy } from '@/lib/features/people/join-study';
import { readArrival } from '@/lib/domain/participant';
import { addressOf } from '@/lib/server/caller';
import { defineRoute } from '@/lib/server/define-route';
import { sessionUser } from '@/lib/server/session';
import { renewSession } from '@/lib/server/session-cookie';

/** Public: the open link's token in the body is what lets a rater in. */
export const POST = defineRoute({
  scope: 'public',
  body: joinBody,
  run: async (ctx, { body, request }) => {
    const arrival = readArrival(body.parameters);
    const [holder, address] = [await sessionUser(), addressOf(request)];
    const input = { token: body.token, arrival, holder, address, begun: body.begun };
    const joined = await joinStudy(ctx, input, beginRating);
    if (joined.outcome === 'screened-out') return joined;
    const { session, ...told } = joined;
    if (session) await renewSession(session.userId, session.sessionVersion);
    return told;
  },
});
