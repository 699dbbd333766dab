import { trialImage } from '@/lib/features/baseline/trial-image';
import { trialIdOf } from '@/lib/features/baseline/schemas';
import { defineRoute } from '@/lib/server/define-route';

/**
 * No name, no validator (ETag, Last-Modified) and nothing kept: a stored copy could be looked at
 * beside its sibling later, and a validator is the same wherever the same file is served.
 */
const HEADERS = {
  'content-type': 'image/jpeg',
  'content-disposition': 'inline',
  'cache-control': 'private, no-store',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

export const GET = defineRoute({
  scope: 'self',
  run: async (ctx, { params }) =>
    new Response(new Uint8Array(await trialImage(ctx, { trialId: trialIdOf(params) })), {
      headers: HEADERS,
    }),
});
