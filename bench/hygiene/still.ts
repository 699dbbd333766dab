/** What a camera that stands still costs: thousands of images with near hashes, each a picture of its own. */
import { fineGrid, largestChange } from '@/lib/domain/hygiene/local-change';
import { findDuplicates } from '@/lib/domain/hygiene/near-duplicates';
import { hammingDistance, hashWords, perceptualHash } from '@/lib/domain/hygiene/perceptual-hash';
import { shrink, type Pixels } from '@/lib/domain/hygiene/pixels';
import { DEFAULT_THRESHOLDS } from '@/lib/domain/hygiene/rules';
import { sketchOf } from '@/lib/domain/hygiene/sketch';
import { createRng } from '@/lib/domain/rng';
import { print } from './say';

const FRAMES = 5_000;
/** Every so many-th frame is the one before it again, with other grain: a copy. */
const COPY_EVERY = 50;

/** Two pixels for each cell of the fine grid. */
const SIDE = 192;

/** `scene`: a picture in which something small moves. */
export async function benchStill(scene: Pixels): Promise<void> {
  const data = Uint8Array.from(shrink(scene, SIDE, SIDE), Math.round);
  const place: Pixels = { data, width: SIDE, height: SIDE };
  const rng = createRng('a camera that stands still');
  const grids: Float32Array[] = [];
  const hashes: string[] = [];
  let last: Pixels = place;
  for (let k = 0; k < FRAMES; k += 1) {
    if (k % COPY_EVERY !== 1) last = moved(place, rng);
    const frame = { ...last, data: last.data.map((value) => clamp(value + rng.nextInt(7) - 3)) };
    grids.push(fineGrid(frame));
    hashes.push(perceptualHash(frame));
  }
  const words = hashes.map(hashWords);
  let near = 0;
  for (let j = 1; j < FRAMES; j += 1) {
    for (let i = 0; i < j; i += 1) {
      near += Number(hammingDistance(words[i]!, words[j]!) <= DEFAULT_THRESHOLDS.maxBits);
    }
  }
  const compared = process.cpuUsage();
  for (let k = 1; k < 200; k += 1) largestChange(grids[k]!, grids[k - 1]!);
  const each = seconds(compared) / 199;

  const start = process.cpuUsage();
  let opened = 0;
  const { duplicates, sketches, pictures } = await findDuplicates(
    hashes.map((hash, k) => ({ id: `${k}`, hash, area: 1, sharpness: -k, leftOut: false })),
    {
      ...DEFAULT_THRESHOLDS,
      sketch: async (id) => {
        opened += 1;
        return sketchOf(grids[Number(id)]!);
      },
      change: async (a, b) => largestChange(grids[Number(a)]!, grids[Number(b)]!),
    },
  );
  print(
    `\nA camera that stands still, ${FRAMES} images: ${near} pairs with near hashes. ${opened} images opened, ${sketches} sketches and ${pictures} pictures held against one another in ${seconds(start).toFixed(1)} s of processor time, without opening them; ${duplicates.length} copies found of ${Math.ceil((FRAMES - 1) / COPY_EVERY)} made.`,
  );
  print(
    `A pair of pictures takes ${(1000 * each).toFixed(2)} ms when both are open: all near ones ${((each * near) / 3600).toFixed(1)} h.`,
  );
}

/** Of processor time: other work on the machine does not count. */
function seconds(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

const clamp = (value: number): number => Math.min(255, Math.max(0, value));

/** A square of a twelfth of the side somewhere, in some colour. */
function moved(place: Pixels, rng: ReturnType<typeof createRng>): Pixels {
  const data = Uint8Array.from(place.data);
  const side = Math.round(place.width / 12);
  const [left, top] = [rng.nextInt(place.width - side), rng.nextInt(place.height - side)];
  const colour = [rng.nextInt(256), rng.nextInt(256), rng.nextInt(256)];
  for (let y = top; y < top + side; y += 1) {
    for (let x = left; x < left + side; x += 1) data.set(colour, (y * place.width + x) * 3);
  }
  return { ...place, data };
}
