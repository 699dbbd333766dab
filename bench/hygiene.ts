/** `npm run bench hygiene`: precision and recall of the check of images on scenes that set no threshold. See bench/hygiene.md. */
import { fineGrid, largestChange } from '@/lib/domain/hygiene/local-change';
import { measure, type Measures } from '@/lib/domain/hygiene/measures';
import { hammingDistance, hashWords, type HashWords } from '@/lib/domain/hygiene/perceptual-hash';
import { DEFAULT_THRESHOLDS, judge } from '@/lib/domain/hygiene/rules';
import { COPIES, servedAs, SPOILT } from '@/lib/infra/images/altered';
import { measuredPixels } from '@/lib/infra/images/measured-pixels';
import { TextDetector } from '@/lib/infra/measuring/text-detector';
import { SCENE_SIZE } from '@/miniature/scenes/frame';
import { planScenes, type PlannedScene } from '@/miniature/scenes/plan';
import { SceneRenderer } from '@/miniature/scenes/render';
import { counted, percent, print } from './hygiene/say';
import { benchStill } from './hygiene/still';
import { benchSpeed, benchText } from './hygiene/text';

const SCENES = 2000;
/** No seed of a test or of a corpus. */
const SEED = 20_270_131;
/** Copies are made of every so many-th scene. */
const EVERY = 4;
/** Text is drawn over every so many-th. */
const LETTERED = 20;
const side = { width: SCENE_SIZE, height: SCENE_SIZE };

interface Look {
  measures: Measures;
  hash: HashWords;
  grid: Float32Array;
}

/** Text is looked for where there is a detector. */
async function look(bytes: Buffer, detector?: TextDetector): Promise<Look> {
  const pixels = await measuredPixels(bytes);
  if (!pixels) throw new Error('A scene cannot be decoded.');
  const measures = { ...measure(pixels), text: detector ? await detector.share(pixels) : 0 };
  return { measures, hash: hashWords(measures.hash), grid: fineGrid(pixels) };
}

const nearHash = (a: Look, b: Look): boolean =>
  hammingDistance(a.hash, b.hash) <= DEFAULT_THRESHOLDS.maxBits;
const isSame = (a: Look, b: Look): boolean =>
  nearHash(a, b) && largestChange(a.grid, b.grid) <= DEFAULT_THRESHOLDS.maxChange;

export async function main(args: string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write('There are no options.\n');
    return 2;
  }
  const detector = await TextDetector.open();
  const renderer = new SceneRenderer();
  const drawn: { plan: PlannedScene; served: Buffer; look: Look }[] = [];
  for (const plan of planScenes({ count: SCENES, seed: SEED })) {
    const rgb = await renderer.render(plan.base, plan.details, plan.cameraSeed);
    const served = await servedAs(rgb, SCENE_SIZE);
    drawn.push({ plan, served, look: await look(served, detector) });
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
  const text = looks.map(({ measures }) => measures.text).sort((a, b) => a - b);
  print(
    `Text covers at most ${text.at(-1)!.toFixed(1)} %, of all but twenty at most ${text.at(-21)!.toFixed(1)} %.`,
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
      const copy = await look(await change(drawn[k]!.served));
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
      const { measures } = await look(await change(drawn[k]!.served));
      const reasons = judge({ ...side, measures }, DEFAULT_THRESHOLDS).map((one) => one.reason);
      so += Number(reasons.includes(reason));
      atAll += Number(reasons.length > 0);
    }
    print(
      `| ${reason} | ${how} | ${some.length} | ${percent(so, some.length)} | ${percent(atAll, some.length)} |`,
    );
  }

  const lettered = drawn.filter((_, k) => k % LETTERED === 0).map(({ served }) => served);
  await benchText(detector, lettered);
  const { decode, others, text: found } = await benchSpeed(detector, lettered);
  print(
    `\nOne image takes ${decode.toFixed(1)} ms to decode, ${others.toFixed(1)} ms for all measures but text, ${found.toFixed(1)} ms for text, of one core.`,
  );
  await benchStill((await measuredPixels(lettered[0]!))!);
  return 0;
}
