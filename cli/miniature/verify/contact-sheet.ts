/** Thirty-six mined pairs on one page, four of each pattern. */
import { writeFile } from 'node:fs/promises';
import { patternById } from '@/lib/domain/patterns';
import { PATTERNS } from '@/miniature/scenes/kinds';
import { pairSheet } from '@/miniature/scenes/pair-sheet';
import type { MinedPair } from './mining';
import type { World } from './world';

const PER_PATTERN = 4;

/** Pairs of one pattern from different bursts, of as many kinds of difference as there are. */
function chosen(pairs: readonly MinedPair[], world: World): MinedPair[] {
  const bases = new Set<number>();
  const taken: MinedPair[] = [];
  const timesTaken = ({ kinds }: MinedPair) =>
    taken.filter((other) => other.kinds[0] === kinds[0]).length;
  while (taken.length < PER_PATTERN) {
    const open = pairs.filter(({ i }) => !bases.has(world.scenes[i]!.base.id));
    const next = open.reduce<MinedPair | undefined>(
      (best, pair) => (best && timesTaken(best) <= timesTaken(pair) ? best : pair),
      undefined,
    );
    if (!next) break;
    bases.add(world.scenes[next.i]!.base.id);
    taken.push(next);
  }
  return taken;
}

/** The pairs come sorted by the gap between both cosines, the widest first. */
export async function writeContactSheet(
  world: World,
  pairs: readonly MinedPair[],
  file: string,
): Promise<void> {
  const single = pairs.filter(({ kinds }) => kinds.length === 1);
  const rows = PATTERNS.map((id) => ({
    title: patternById(id).name,
    pairs: chosen(
      single.filter(({ pattern }) => pattern === id),
      world,
    ).map(({ i, j, semantic, visual }) => ({
      images: [world.images[i]!, world.images[j]!] as const,
      label: `${semantic.toFixed(2)} / ${visual.toFixed(2)}`,
    })),
  }));
  await writeFile(file, await pairSheet(rows));
}
