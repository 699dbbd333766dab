import { nextTrial } from '@/lib/features/baseline/next-trial';
import { idOf } from '@/lib/features/baseline/schemas';
import { defineRoute } from '@/lib/server/define-route';

/** Where the rater stands, for a screen that lost its place. */
export const GET = defineRoute({
  scope: 'self',
  run: (ctx, { params }) => nextTrial(ctx, { studyRaterId: idOf(params.studyRaterId) }),
});
