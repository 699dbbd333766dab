import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import type { FileSource } from '@/lib/infra/file-source';
import { blobKey } from '@/lib/infra/storage/storage';
import { readFolder, refused, type ReadFolder } from './read-folder';
import { knownBenchmark, notYetImported, type KnownBenchmark } from './known-benchmark';
import type { BenchmarkFields } from './schemas';
import { stageImages, type Progress, type Staging } from './stage-images';
import { storeBenchmark } from './store-benchmark';

export interface ImportedReport {
  benchmarkId: string;
  pairs: number;
  /** Numbers of the first and the last pair in the project. */
  numbers: { first: number; last: number };
  /** Positions of pairs left out because an image of theirs is missing; Index of each such row. */
  leftOut: { positions: number[]; missing: number[] };
  patterns: number;
}

export interface ImportInput extends BenchmarkFields {
  projectId: string;
  /** Whose import it is: the author of the questions as far as this project goes. */
  userId: string;
  /** From openFolder or an archive; closed at the end. */
  files: FileSource;
  signal?: AbortSignal;
  onProgress?: Progress;
}

/**
 * Takes a published benchmark in MMVP's form into a project, to measure people on it. All of it is
 * read, checked and decoded first, then stored in one transaction: of a refused import nothing is
 * left. Of one that was imported before without some pairs those come in, under the name, source, licence and
 * permission of the first time. Throws 'unprocessable' with every problem, 'conflict' where no pair is new.
 */
export async function importBenchmark(ctx: Ctx, input: ImportInput): Promise<ImportedReport> {
  authorize(ctx, 'study:manage', input.projectId);
  authorize(ctx, 'corpus:add', input.projectId);
  try {
    const folder = await readFolder(input.files);
    // Before the images are read, which takes a while; again when they are stored.
    const known = await knownBenchmark(ctx.db, input.projectId, folder.questionsSha256);
    const { pairs, leftOut, missing } = wholePairs(folder, known);
    const whole = notYetImported(known, pairs);
    if (missing.length > 0 && !input.allowMissing) throw refused([missingSentence(missing)]);
    if (whole.length === 0) throw refused(['No pair has both of its images.']);
    const wanted = new Set(whole.flatMap(({ position: p }) => [2 * p - 1, 2 * p]));
    const images = new Map([...folder.images].filter(([index]) => wanted.has(index)));
    const staging = await stageImages(ctx, images, input);
    try {
      const problems = [...staging.problems, ...sameImages(whole, staging)];
      if (problems.length > 0) throw refused(problems);
      await keepBlobs(ctx, staging);
      const stored = await inTransaction(ctx.db, (tx) =>
        storeBenchmark(tx, ctx, input, { folder, pairs: whole, images: staging.images }),
      );
      return {
        ...stored,
        leftOut: { positions: leftOut, missing },
      };
    } finally {
      await staging.clear();
    }
  } finally {
    await input.files.close();
  }
}

/** The pairs with both images, and what is missing of the others that the project lacks. */
function wholePairs({ pairs, images, missing }: ReadFolder, known: KnownBenchmark | null) {
  const isKnown = (position: number): boolean => known?.positions.has(position) ?? false;
  const isWhole = (position: number): boolean =>
    images.has(2 * position - 1) && images.has(2 * position);
  return {
    pairs: pairs.filter(({ position }) => isWhole(position)),
    leftOut: pairs
      .map(({ position }) => position)
      .filter((position) => !isWhole(position) && !isKnown(position)),
    missing: missing.filter((index) => !isKnown(Math.ceil(index / 2))),
  };
}

/** As many as a benchmark of MMVP's size has are all named. */
const NAMED = 300;

function missingSentence(missing: readonly number[]): string {
  const names = missing.slice(0, NAMED).map((index) => `${index}.jpg`);
  const more = missing.length - names.length;
  const list = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `Images are missing: ${list}. Add them, or allow missing images: then the pairs that are whole come in.`;
}

/** A pair has two pictures, and two pictures make one pair. */
function sameImages(pairs: ReadFolder['pairs'], { images }: Staging): string[] {
  const problems: string[] = [];
  const seen = new Map<string, number>();
  for (const { position } of pairs) {
    const [odd, even] = [2 * position - 1, 2 * position];
    const hashes = [odd, even].map((index) => images.get(index)?.served.sha256);
    if (hashes.includes(undefined)) continue;
    if (hashes[0] === hashes[1]) problems.push(`Images ${odd} and ${even} are the same picture.`);
    const both = [...hashes].sort().join();
    const before = seen.get(both);
    if (before !== undefined) {
      problems.push(`Pairs ${before} and ${position} show the same two pictures.`);
    }
    seen.set(both, position);
  }
  return problems;
}

/** Blobs before their rows, as everywhere: a crash in between leaves an unused blob. */
async function keepBlobs(ctx: Ctx, staging: Staging): Promise<void> {
  for (const { served, variants } of staging.images.values()) {
    for (const { sha256 } of [served, ...variants]) {
      await ctx.storage.put(blobKey(sha256), await staging.bytesOf(sha256));
    }
  }
}
