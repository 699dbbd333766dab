import { whoAmI } from '@/lib/features/people/queries';
import { defineRoute } from '@/lib/server/define-route';

/** Whose session this browser holds now. A page asks whose session has ended, or was taken over. */
export const GET = defineRoute({ scope: 'self', run: async (ctx) => whoAmI(ctx) });
