import { notFound } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';
import { blobKey } from '@/lib/infra/storage/storage';

/** Wider than any JPEG can be: no copy is that wide. */
const FULL = 65_536;

export interface ImageFile {
  key: string;
  sha256: string;
  bytes: number;
}

/**
 * The stored JPEG to show: the narrowest copy that is at least `width` wide, else the served image
 * itself. Throws 'not-found'.
 */
export async function imageFile(
  ctx: Ctx,
  input: { projectId: string; imageId: string; width?: number | undefined },
): Promise<ImageFile> {
  authorize(ctx, 'corpus:view', input.projectId);
  // One statement: a list that is scrolled asks for some fifty images a second.
  const [file] = await ctx.db.$queryRaw<{ sha256: string; bytes: number }[]>`
    SELECT COALESCE(v."sha256", i."sha256") AS "sha256",
           COALESCE(v."bytes", i."bytes")::float8 AS "bytes"
    FROM "Image" i LEFT JOIN LATERAL (
      SELECT "sha256", "bytes" FROM "ImageVariant"
      WHERE "imageId" = i."id" AND "width" >= ${input.width ?? FULL} ORDER BY "width" LIMIT 1
    ) v ON TRUE
    WHERE i."id" = ${input.imageId}::uuid AND i."projectId" = ${input.projectId}::uuid`;
  if (!file) throw notFound('The image');
  return { key: blobKey(file.sha256), ...file };
}
