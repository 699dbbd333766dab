import { resumeBody } from '@/lib/features/people/join-schemas';
import { resumeRater } from '@/lib/features/people/resume-rater';
import { addressOf } from '@/lib/server/caller';
import { defineRoute } from '@/lib/server/define-route';
import { renewSession } from '@/lib/server/session-cookie';

/** Public: the personal link's token in the body is what lets the rater go on. */
export const POST = defineRoute({
  scope: 'public',
  body: resumeBody,
  run: async (ctx, { body, request }) => {
    const address = addressOf(request);
    const { studyRaterId, session } = await resumeRater(ctx, { token: body.token, address });
    await renewSession(session.userId, session.sessionVersion);
    return { studyRaterId };
  },
});
