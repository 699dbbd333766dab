import { askProposals } from '@/lib/features/authoring/assist/ask-proposals';
import { askBody } from '@/lib/features/authoring/schemas';
import { defineRoute } from '@/lib/server/define-route';

/** Not an action: Next queues those, and a save must not wait for a model. Ends when the browser hangs up. */
export const POST = defineRoute({
  scope: 'authoring:write',
  body: askBody,
  run: (ctx, { body, project, request }) =>
    askProposals(ctx, { ...body, projectId: project.id, signal: request.signal }),
});
