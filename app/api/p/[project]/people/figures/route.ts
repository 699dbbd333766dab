import { figuresCsv } from '@/lib/features/people/figures';
import { figuresQuery } from '@/lib/features/people/schemas';
import { defineRoute } from '@/lib/server/define-route';

/** The figures of people as a file for spreadsheets. */
export const GET = defineRoute({
  scope: 'people:manage',
  query: figuresQuery,
  run: async (ctx, { query, project }) => {
    const csv = await figuresCsv(ctx, { ...query, projectId: project.id });
    return new Response(csv, {
      headers: {
        'cache-control': 'private, no-store',
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${project.slug}-people.csv"`,
        'x-content-type-options': 'nosniff',
      },
    });
  },
});
