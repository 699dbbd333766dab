import { readLens } from '@/lib/features/mining/lens/read-lens';
import { numberParam } from '@/lib/features/mining/lens/schemas';
import { startLens } from '@/lib/features/mining/lens/start-lens';
import { defineRoute } from '@/lib/server/define-route';

export const GET = defineRoute({
  scope: 'mining:view',
  run: (ctx, { params, project }) =>
    readLens(ctx, { projectId: project.id, number: numberParam(params.number) }),
});

export const POST = defineRoute({
  scope: 'mining:view',
  run: (ctx, { params, project }) =>
    startLens(ctx, { projectId: project.id, number: numberParam(params.number) }),
});
