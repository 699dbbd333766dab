/** Of several copies of a picture one stays. */
import { HashIndex } from './hash-index';
import { hashWords } from './perceptual-hash';

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
 * Goes through the images in order; each either is the same picture as one that stays, or stays
 * itself. So a chain of small changes is never one group: whatever is left out is the same picture as
 * one that is there. `change` compares two images; null where one can no longer be read.
 */
export async function findDuplicates(
  candidates: readonly Candidate[],
  options: {
    maxBits: number;
    maxChange: number;
    change: (a: string, b: string) => Promise<number | null>;
    onProgress?: (done: number) => Promise<void>;
  },
): Promise<Duplicate[]> {
  const index = new HashIndex(options.maxBits);
  const staying: string[] = [];
  const duplicates: Duplicate[] = [];
  const ordered = [...candidates].sort(inOrder);
  for (const [k, candidate] of ordered.entries()) {
    const hash = hashWords(candidate.hash);
    let found: Duplicate | null = null;
    for (const { entry } of index.near(hash)) {
      const likeId = staying[entry]!;
      const change = await options.change(candidate.id, likeId);
      if (change === null || change > options.maxChange) continue;
      found = { id: candidate.id, likeId, change };
      break;
    }
    if (found) duplicates.push(found);
    else {
      index.add(hash);
      staying.push(candidate.id);
    }
    await options.onProgress?.(k + 1);
  }
  return duplicates;
}
