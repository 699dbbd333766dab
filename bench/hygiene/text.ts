/** How much text the check sees in scenes, and in scenes with text drawn over them. */
import { measure } from '@/lib/domain/hygiene/measures';
import type { Pixels } from '@/lib/domain/hygiene/pixels';
import { judge, DEFAULT_THRESHOLDS } from '@/lib/domain/hygiene/rules';
import { decodeWithoutThreads } from '@/lib/infra/images/decode';
import { HEAVY_TEXT, LIGHT_TEXT } from '@/lib/infra/images/lettered';
import { measuredPixels } from '@/lib/infra/images/measured-pixels';
import { measureWith } from '@/lib/infra/measuring/measure-with';
import type { TextDetector } from '@/lib/infra/measuring/text-detector';
import { SCENE_SIZE } from '@/miniature/scenes/frame';
import { percent, print } from './say';

/** Prints a row for each way of lettering. */
export async function benchText(detector: TextDetector, scenes: readonly Buffer[]): Promise<void> {
  print('\n| text over a scene | images | covered, least to most | flagged |');
  print('| --- | ---: | ---: | ---: |');
  for (const [name, change] of Object.entries({ ...HEAVY_TEXT, ...LIGHT_TEXT })) {
    if (name === Object.keys(LIGHT_TEXT)[0]) print('| _to stay:_ | | | |');
    const shares: number[] = [];
    let flagged = 0;
    for (const [seed, served] of scenes.entries()) {
      const measures = await measureWith(detector, await pixelsOf(await change(served, seed)));
      const judged = judge({ width: SCENE_SIZE, height: SCENE_SIZE, measures }, DEFAULT_THRESHOLDS);
      flagged += Number(judged.some(({ reason }) => reason === 'text'));
      shares.push(measures.text);
    }
    shares.sort((a, b) => a - b);
    const range = `${shares[0]!.toFixed(1)} to ${shares.at(-1)!.toFixed(1)} %`;
    print(`| ${name} | ${scenes.length} | ${range} | ${percent(flagged, scenes.length)} |`);
  }
}

/** Milliseconds of processor time for one image: of decoding, of all other measures and of text. */
export async function benchSpeed(
  detector: TextDetector,
  scenes: readonly Buffer[],
): Promise<Record<'decode' | 'others' | 'text', number>> {
  decodeWithoutThreads();
  const pixels: Pixels[] = [];
  const each = async (work: (k: number) => unknown): Promise<number> => {
    // Not what compiling takes.
    await work(0);
    const start = process.cpuUsage();
    for (let k = 0; k < scenes.length; k += 1) await work(k);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000 / scenes.length;
  };
  const decode = await each(async (k) => (pixels[k] = await pixelsOf(scenes[k]!)));
  const others = await each((k) => measure(pixels[k]!));
  const text = await each((k) => detector.share(pixels[k]!));
  return { decode, others, text };
}

async function pixelsOf(bytes: Buffer): Promise<Pixels> {
  const pixels = await measuredPixels(bytes);
  if (!pixels) throw new Error('A scene cannot be decoded.');
  return pixels;
}
