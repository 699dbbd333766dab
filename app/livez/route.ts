import { defineRoute } from '@/lib/server/define-route';

export const dynamic = 'force-dynamic';

/** Alive: the process answers. Says nothing about what it depends on; see /readyz. */
export const GET = defineRoute({ scope: 'public', run: async () => ({ status: 'ok' }) });
