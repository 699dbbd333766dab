import { projectFacts } from '@/lib/features/authoring/project-facts';
import { factsQuery } from '@/lib/features/authoring/schemas';
import { defineRoute } from '@/lib/server/define-route';

export const GET = defineRoute({
  scope: 'authoring:write',
  query: factsQuery,
  run: (ctx, { query, project }) => projectFacts(ctx, { ...query, projectId: project.id }),
});
