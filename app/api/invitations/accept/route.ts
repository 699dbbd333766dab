import { acceptInvitationAsNew } from '@/lib/features/people/accept-invitation';
import { acceptBody } from '@/lib/features/people/schemas';
import { defineRoute } from '@/lib/server/define-route';

/** Public: the invitation's token in the body is what lets a new person in. */
export const POST = defineRoute({
  scope: 'public',
  body: acceptBody,
  run: (ctx, { body }) => acceptInvitationAsNew(ctx, body),
});
