import { passingPairs } from '@/lib/features/mining/explore/queries';
import { passingQuery, runParam } from '@/lib/features/mining/explore/schemas';
import { defineRoute } from '@/lib/server/define-route';

export const GET = defineRoute({
  scope: 'mining:view',
  query: passingQuery,
  run: (ctx, { params, query, project }) =>
    passingPairs(ctx, { projectId: project.id, runId: runParam(params.run), query }),
});
