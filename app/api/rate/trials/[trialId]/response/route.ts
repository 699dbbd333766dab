import { responseBody, trialIdOf } from '@/lib/features/baseline/schemas';
import { submitResponse } from '@/lib/features/baseline/submit-response';
import { defineRoute } from '@/lib/server/define-route';

export const POST = defineRoute({
  scope: 'self',
  body: responseBody,
  run: (ctx, { params, body }) => submitResponse(ctx, { ...body, trialId: trialIdOf(params) }),
});
