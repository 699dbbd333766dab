import { authorize, type Ctx } from '@/lib/infra/context';
import { importedEncoders, type ImportedEncoder } from '@/lib/infra/embeddings/imported';

export interface ImportedRow extends ImportedEncoder {
  /** Images with such an embedding, of all images of the project. */
  embedded: number;
  images: number;
}

/** Encoders of which a project has embeddings from elsewhere. */
export async function listImported(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  projectId: string,
): Promise<ImportedRow[]> {
  authorize(ctx, 'models:view', projectId);
  const images = await ctx.db.image.count({ where: { projectId } });
  return Promise.all(
    (await importedEncoders(ctx.db, projectId)).map(async (encoder) => ({
      ...encoder,
      embedded: await ctx.db.embedding.count({ where: { ...encoder.key, image: { projectId } } }),
      images,
    })),
  );
}
