import { runYield } from '@/lib/features/mining/explore/queries';
import { runParam, yieldQuery } from '@/lib/features/mining/explore/schemas';
import { defineRoute } from '@/lib/server/define-route';

export const GET = defineRoute({
  scope: 'mining:view',
  query: yieldQuery,
  run: (ctx, { params, query, project }) =>
    runYield(ctx, {
      projectId: project.id,
      runId: runParam(params.run),
      minSemantic: query.s,
      maxVisual: query.v,
    }),
});
