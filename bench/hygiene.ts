/** `npm run bench hygiene`: precision and recall of the check of images on scenes that set no threshold. See bench/hygiene.md. */
import sharp, { type Sharp } from 'sharp';
import { fineGrid, largestChange } from '@/lib/domain/hygiene/local-change';
import { measure, type Measures } from '@/lib/domain/hygiene/measures';
import { hammingDistance, hashWords, type HashWords } from '@/lib/domain/hygiene/perceptual-hash';
import { DEFAULT_THRESHOLDS, judge, type FoundReason } from '@/lib/domain/hygiene/rules';
import { measuredPixels } from '@/lib/infra/images/measured-pixels';
import { SCENE_SIZE } from '@/miniature/scenes/frame';
import { planScenes, type PlannedScene } from '@/miniature/scenes/plan';
import { SceneRenderer } from '@/miniature/scenes/render';

const SCENES = 2000;
/** No seed of a test or of a corpus. */
const SEED = 20_270_131;
/** Copies are made of every so many-th scene. */
const EVERY = 4;
const side = { width: SCENE_SIZE, height: SCENE_SIZE };

const cropped = (served: Buffer, share: number): Sharp => {
  const off = Math.round((share / 2) * SCENE_SIZE);
  const size = SCENE_SIZE - 2 * off;
  return sharp(served).extract({ left: off, top: off, width: size, height: size });
};

const COPIES: Readonly<Record<string, (served: Buffer) => Sharp>> = {
  'JPEG, quality 75': (served) => sharp(served).jpeg({ quality: 75 }),
  'JPEG, quality 50': (served) => sharp(served).jpeg({ quality: 50 }),
  'JPEG, quality 30': (served) => sharp(served).jpeg({ quality: 30 }),
  'scaled to 70 %': (served) =>
    sharp(served)
      .resize(Math.round(0.7 * SCENE_SIZE))
      .jpeg(),
  'scaled to 50 %': (served) =>
    sharp(served)
      .resize(Math.round(0.5 * SCENE_SIZE))
      .jpeg(),
  'cropped by 2 %': (served) => cropped(served, 0.02).jpeg({ quality: 90 }),
  'brighter by 10 %': (served) => sharp(served).linear(1.1, 0).jpeg({ quality: 90 }),
  'brighter by 25 %': (served) => sharp(served).linear(1.25, 0).jpeg({ quality: 90 }),
  'gamma 1.1': (served) => sharp(served).gamma(1.1).jpeg({ quality: 90 }),
};

const SPOILT: readonly [FoundReason, string, (served: Buffer) => Sharp][] = [
  ['blurred', 'Gaussian, 2 pixels', (served) => sharp(served).blur(2)],
  ['blurred', 'Gaussian, 4 pixels', (served) => sharp(served).blur(4)],
  ['dark', '12 % of the light', (served) => sharp(served).linear(0.12, 0)],
  ['washed-out', '8 % of the contrast, light', (served) => sharp(served).linear(0.08, 234)],
  ['blank', '2 % of the contrast', (served) => sharp(served).linear(0.02, 120)],
];

interface Look {
  measures: Measures;
  hash: HashWords;
  grid: Float32Array;
}

async function look(bytes: Buffer): Promise<Look> {
  const pixels = await measuredPixels(bytes);
  if (!pixels) throw new Error('A scene cannot be decoded.');
  const measures = measure(pixels);
  return { measures, hash: hashWords(measures.hash), grid: fineGrid(pixels) };
}

const nearHash = (a: Look, b: Look): boolean =>
  hammingDistance(a.hash, b.hash) <= DEFAULT_THRESHOLDS.maxBits;
const isSame = (a: Look, b: Look): boolean =>
  nearHash(a, b) && largestChange(a.grid, b.grid) <= DEFAULT_THRESHOLDS.maxChange;

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (part: number, of: number): string =>
  of === 0 ? '' : `${((100 * part) / of).toFixed(1)} %`;

export async function main(args: string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write('There are no options.\n');
    return 2;
  }
  const renderer = new SceneRenderer();
  const drawn: { plan: PlannedScene; served: Buffer; look: Look }[] = [];
  for (const plan of planScenes({ count: SCENES, seed: SEED })) {
    const rgb = await renderer.render(plan.base, plan.details, plan.cameraSeed);
    const served = await sharp(rgb, { raw: { ...side, channels: 3 } })
      .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
      .toBuffer();
    drawn.push({ plan, served, look: await look(served) });
  }
  const looks = drawn.map((one) => one.look);

  const flags = drawn.flatMap((one) =>
    judge({ ...side, measures: one.look.measures }, DEFAULT_THRESHOLDS).map(({ reason }) => reason),
  );
  print(`${SCENES} scenes, none spoilt: ${flags.length} flags ${JSON.stringify(counted(flags))}`);
  const sharpness = looks.map(({ measures }) => measures.sharpness).sort((a, b) => a - b);
  print(
    `Least sharpness ${sharpness[0]!.toFixed(0)}, 1st percentile ${sharpness[20]!.toFixed(0)}.`,
  );

  let [bursts, byHash] = [0, 0];
  const wrong: string[] = [];
  for (let j = 1; j < SCENES; j += 1) {
    for (let i = 0; i < j; i += 1) {
      const burst = drawn[i]!.plan.base === drawn[j]!.plan.base;
      bursts += Number(burst);
      if (!nearHash(looks[i]!, looks[j]!)) continue;
      byHash += 1;
      if (isSame(looks[i]!, looks[j]!)) {
        wrong.push(
          `${drawn[i]!.plan.variant} / ${drawn[j]!.plan.variant}${burst ? '' : ', other scenes'}`,
        );
      }
    }
  }
  print(
    `Of ${(SCENES * (SCENES - 1)) / 2} pairs (${bursts} of one burst) ${byHash} have near hashes and ${wrong.length} are called the same picture: ${JSON.stringify(counted(wrong))}`,
  );

  print('\n| copy | copies | found (recall) | taken for another picture | precision |');
  print('| --- | ---: | ---: | ---: | ---: |');
  const some = drawn.map((_, k) => k).filter((k) => k % EVERY === 0);
  for (const [name, change] of Object.entries(COPIES)) {
    let [found, others] = [0, 0];
    for (const k of some) {
      const copy = await look(await change(drawn[k]!.served).toBuffer());
      found += Number(isSame(copy, looks[k]!));
      others += looks.filter((other, at) => at !== k && isSame(copy, other)).length;
    }
    print(
      `| ${name} | ${some.length} | ${percent(found, some.length)} | ${others} | ${percent(found, found + others)} |`,
    );
  }

  print('\n| spoilt | by | images | flagged so | flagged at all |');
  print('| --- | --- | ---: | ---: | ---: |');
  for (const [reason, how, change] of SPOILT) {
    let [so, atAll] = [0, 0];
    for (const k of some) {
      const { measures } = await look(await change(drawn[k]!.served).png().toBuffer());
      const reasons = judge({ ...side, measures }, DEFAULT_THRESHOLDS).map((one) => one.reason);
      so += Number(reasons.includes(reason));
      atAll += Number(reasons.length > 0);
    }
    print(
      `| ${reason} | ${how} | ${some.length} | ${percent(so, some.length)} | ${percent(atAll, some.length)} |`,
    );
  }
  return 0;
}

function counted(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
