import { reportImage } from '@/lib/features/baseline/report-image';
import { trialIdOf } from '@/lib/features/baseline/schemas';
import { defineRoute } from '@/lib/server/define-route';

export const POST = defineRoute({
  scope: 'self',
  run: (ctx, { params }) => reportImage(ctx, { trialId: trialIdOf(params) }),
});
