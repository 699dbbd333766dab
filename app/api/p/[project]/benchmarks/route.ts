import { receiveBenchmark } from '@/lib/features/benchmark/receive-benchmark';
import { benchmarkQuery } from '@/lib/features/benchmark/schemas';
import { defineRoute } from '@/lib/server/define-route';

/** A zip of a benchmark's folder as the raw body, streamed. */
export const POST = defineRoute({
  scope: 'study:manage',
  query: benchmarkQuery,
  run: (ctx, { query, project, request }) =>
    receiveBenchmark(ctx, {
      ...query,
      projectId: project.id,
      body: request.body,
      declaredBytes: Number(request.headers.get('content-length') ?? 0),
    }),
});
