import { z } from 'zod';
import { notFound } from '@/lib/domain/errors';
import { importAnswers } from '@/lib/features/evaluation/import-answers';
import { receiveText } from '@/lib/features/evaluation/receive-answers';
import { answersQuery } from '@/lib/features/evaluation/schemas';
import { defineRoute } from '@/lib/server/define-route';

/** One answer file as the raw body. */
export const POST = defineRoute({
  scope: 'evaluation:import',
  query: answersQuery,
  run: async (ctx, { params, query, project, request }) => {
    const version = z.coerce.number().int().positive().safeParse(params.version);
    if (!version.success) throw notFound('The release');
    return importAnswers(ctx, {
      projectId: project.id,
      version: version.data,
      form: query.form,
      model: query.model,
      fileName: query.name,
      content: await receiveText(request.body),
    });
  },
});
