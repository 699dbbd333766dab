/** Of several copies of a picture one stays. */
import { HashIndex } from './hash-index';
import { hashWords } from './perceptual-hash';
import { surelyDiffers, type Sketch } from './sketch';

export interface Candidate {
  id: string;
  hash: string;
  /** Pixels; the copy with most of them stays. */
  area: number;
  sharpness: number;
  /** Left out for another reason: a copy that is not goes before it. */
  leftOut: boolean;
}

export interface Duplicate {
  id: string;
  /** The image that stays. */
  likeId: string;
  change: number;
}

/** The order in which images are taken as the one that stays; the same images give the same order. */
export const inOrder = (a: Candidate, b: Candidate): number =>
  Number(a.leftOut) - Number(b.leftOut) ||
  b.area - a.area ||
  b.sharpness - a.sharpness ||
  (a.id < b.id ? -1 : 1);

/**
 * Of a camera that stands still, thousands of images have near hashes. How many of those that stay one
 * image is held against, nearest hashes first: by their sketches, and by opening pictures again.
 */
export const MOST_SKETCHES = 1_000;
export const MOST_PICTURES = 16;
/** Sketches kept where nobody says how many there is memory for; one that is gone has to be opened again. */
export const KEPT_SKETCHES = 32_768;

export interface Pictures {
  /** Null where the picture can no longer be read. */
  sketch: (id: string) => Promise<Sketch | null>;
  /** The largest change between two; null where one can no longer be read. */
  change: (a: string, b: string) => Promise<number | null>;
}

export interface Search {
  duplicates: Duplicate[];
  /** Sketches, and pictures, that were held against one another: what must not grow with the square. */
  sketches: number;
  pictures: number;
}

/**
 * Goes through the images in order; each either is the same picture as one that stays, or stays
 * itself. So a chain of small changes is never one group: whatever is left out is the same picture as
 * one that is there. Work per image is bounded; what was not found within the bound stays.
 */
export async function findDuplicates(
  candidates: readonly Candidate[],
  options: Pictures & {
    maxBits: number;
    maxChange: number;
    /** Sketches kept, those that were used last. */
    kept?: number;
    onProgress?: (done: number) => Promise<void>;
  },
): Promise<Search> {
  const { kept = KEPT_SKETCHES } = options;
  const index = new HashIndex(options.maxBits);
  const staying: string[] = [];
  const sketches = new Map<string, Sketch | null>();
  const search: Search = { duplicates: [], sketches: 0, pictures: 0 };
  const ordered = [...candidates].sort(inOrder);
  for (const [k, candidate] of ordered.entries()) {
    const hash = hashWords(candidate.hash);
    const near = index.near(hash, MOST_SKETCHES).map(({ entry }) => staying[entry]!);
    const own = near.length > 0 ? await options.sketch(candidate.id) : undefined;
    const found = own ? await findLike(candidate.id, own, near) : null;
    if (found) search.duplicates.push(found);
    else {
      index.add(hash);
      staying.push(candidate.id);
      if (own !== undefined) keep(candidate.id, own);
    }
    await options.onProgress?.(k + 1);
  }
  return search;

  /** The first of `near` that shows the same picture. */
  async function findLike(
    id: string,
    own: Sketch,
    near: readonly string[],
  ): Promise<Duplicate | null> {
    let opened = 0;
    for (const likeId of near) {
      let other = sketches.get(likeId);
      if (other === undefined) {
        if (opened >= MOST_PICTURES) continue;
        opened += 1;
        other = await options.sketch(likeId);
      }
      keep(likeId, other);
      if (!other) continue;
      search.sketches += 1;
      if (surelyDiffers(own, other, options.maxChange)) continue;
      if (opened >= MOST_PICTURES) return null;
      opened += 1;
      search.pictures += 1;
      const change = await options.change(id, likeId);
      if (change !== null && change <= options.maxChange) return { id, likeId, change };
    }
    return null;
  }

  /** As the one used last. */
  function keep(id: string, sketch: Sketch | null): void {
    sketches.delete(id);
    sketches.set(id, sketch);
    if (sketches.size > kept) sketches.delete(sketches.keys().next().value!);
  }
}
