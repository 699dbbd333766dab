import { saveDraft } from '@/lib/features/authoring/save-draft';
import { lastWordsBody } from '@/lib/features/authoring/schemas';
import { defineRoute } from '@/lib/server/define-route';

/** The last words of a page that is being closed; while it is open, the action saves. */
export const POST = defineRoute({
  scope: 'authoring:write',
  body: lastWordsBody,
  run: (ctx, { body, project }) => saveDraft(ctx, { ...body, projectId: project.id }),
});
