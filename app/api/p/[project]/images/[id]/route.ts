import { Readable } from 'node:stream';
import { z } from 'zod';
import { imageFile } from '@/lib/features/corpus/image-file';
import { imageQuery } from '@/lib/features/corpus/schemas';
import { notFound } from '@/lib/domain/errors';
import { defineRoute } from '@/lib/server/define-route';

export const GET = defineRoute({
  scope: 'corpus:view',
  query: imageQuery,
  run: async (ctx, { params, query, project, request }) => {
    const id = z.uuid().safeParse(params.id);
    if (!id.success) throw notFound('The image');
    const file = await imageFile(ctx, { projectId: project.id, imageId: id.data, width: query.w });
    // Named by its content and authorised at each miss, so it may be kept, but by this browser only.
    const headers = {
      etag: `"${file.sha256}"`,
      'cache-control': 'private, max-age=31536000, immutable',
      'content-type': 'image/jpeg',
      'content-disposition': 'inline',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    };
    if (request.headers.get('if-none-match') === headers.etag) {
      return new Response(null, { status: 304, headers });
    }
    const stream = Readable.toWeb(await ctx.storage.stream(file.key)) as ReadableStream;
    return new Response(stream, { headers: { ...headers, 'content-length': String(file.bytes) } });
  },
});
