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
  const image = await ctx.db.image.findFirst({
    where: { id: input.imageId, projectId: input.projectId },
    select: {
      sha256: true,
      bytes: true,
      variants: {
        where: { width: { gte: input.width ?? FULL } },
        orderBy: { width: 'asc' },
        take: 1,
        select: { sha256: true, bytes: true },
      },
    },
  });
  if (!image) throw notFound('The image');
  const { sha256, bytes } = image.variants[0] ?? image;
  return { key: blobKey(sha256), sha256, bytes: Number(bytes) };
}
