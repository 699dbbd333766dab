import { idOf } from '@/lib/features/baseline/schemas';
import { studyCard } from '@/lib/features/baseline/study-card';
import { defineRoute } from '@/lib/server/define-route';

/** The baseline card as a file. */
export const GET = defineRoute({
  scope: 'study:view',
  run: async (ctx, { params, project }) => {
    const card = await studyCard(ctx, { projectId: project.id, studyId: idOf(params.id) });
    return new Response(`${JSON.stringify(card, null, 2)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="baseline-card-${card.study.id.slice(0, 8)}.json"`,
      },
    });
  },
});
