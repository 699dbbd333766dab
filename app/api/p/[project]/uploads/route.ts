import { receiveUpload } from '@/lib/features/corpus/receive-upload';
import { uploadQuery } from '@/lib/features/corpus/schemas';
import { defineRoute } from '@/lib/server/define-route';

/** One file or one zip as the raw body, streamed. */
export const POST = defineRoute({
  scope: 'corpus:add',
  query: uploadQuery,
  run: (ctx, { query, project, request }) =>
    receiveUpload(ctx, {
      projectId: project.id,
      batchId: query.batch,
      name: query.name,
      body: request.body,
      declaredBytes: Number(request.headers.get('content-length') ?? 0),
    }),
});
