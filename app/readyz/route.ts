import { NextResponse } from 'next/server';
import { readiness } from '@/lib/features/health/readiness';
import { defineRoute } from '@/lib/server/define-route';

export const dynamic = 'force-dynamic';

/** Ready: database, disk, encoders and worker. 503 when one is not, with what to do. */
export const GET = defineRoute({
  scope: 'public',
  run: async (ctx) => {
    const probes = await readiness(ctx);
    const ok = probes.every((probe) => probe.ok);
    return NextResponse.json(
      { status: ok ? 'ok' : 'unavailable', probes },
      { status: ok ? 200 : 503, headers: { 'cache-control': 'no-store' } },
    );
  },
});
