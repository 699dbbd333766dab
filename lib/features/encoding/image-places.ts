/** The images of a project as an import looks for them. */
import { makeMatcher, type ImageMatcher, type MatchKey } from '@/lib/domain/match-images';
import type { Ctx } from '@/lib/infra/context';

/** Rows fetched at a time. */
const PAGE = 20_000;

export interface ImagePlaces {
  /** Ascending; the place of an image is its place here. */
  ids: string[];
  /** Original name by place, for people. */
  names: string[];
  matcher: ImageMatcher;
}

/**
 * Names are those of every file that was handed in, duplicates of an image included; hashes are those
 * of the handed-in and of the served bytes.
 */
export async function loadImagePlaces(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  key: MatchKey,
): Promise<ImagePlaces> {
  const places: ImagePlaces = { ids: [], names: [], matcher: makeMatcher(key) };
  const { ids, names, matcher } = places;
  for (;;) {
    const after = ids.at(-1);
    const page = await ctx.db.image.findMany({
      where: { projectId, ...(after ? { id: { gt: after } } : {}) },
      orderBy: { id: 'asc' },
      take: PAGE,
      select: { id: true, sha256: true, originalSha256: true, originalName: true },
    });
    for (const image of page) {
      const place = ids.push(image.id) - 1;
      names.push(image.originalName);
      if (key === 'name') matcher.add(image.originalName, place);
      else if (key === 'id') matcher.add(image.id, place);
      else for (const hash of [image.sha256, image.originalSha256]) matcher.add(hash, place);
    }
    if (page.length < PAGE) break;
  }
  if (key === 'name') await addOtherNames(ctx, projectId, places);
  return places;
}

async function addOtherNames(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  { ids, names, matcher }: ImagePlaces,
): Promise<void> {
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  let after: string | undefined;
  for (;;) {
    const page = await ctx.db.uploadFile.findMany({
      where: {
        imageId: { not: null },
        batch: { projectId },
        ...(after ? { id: { gt: after } } : {}),
      },
      orderBy: { id: 'asc' },
      take: PAGE,
      select: { id: true, name: true, imageId: true },
    });
    for (const { name, imageId } of page) {
      const place = placeOf.get(imageId ?? '');
      if (place !== undefined && names[place] !== name) matcher.add(name, place);
    }
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}
