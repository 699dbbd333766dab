/** `npm run miniature:sheet`: scenes of a split on one picture, to look at. */
import { readFile, writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { z } from 'zod';
import { contactSheet } from '@/miniature/scenes/contact-sheet';
import { planScenes, SPLITS, type PlannedScene, type SplitName } from '@/miniature/scenes/plan';
import { SceneRenderer } from '@/miniature/scenes/render';
import { splitOf, wholeNumber } from './corpus-options';

interface Options {
  split: SplitName;
  out: string;
  from: number;
  count: number;
  columns: number;
  cell: number;
  pairs?: string;
}

const indexPairs = z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()]));

async function chosen(plan: readonly PlannedScene[], options: Options): Promise<PlannedScene[]> {
  if (!options.pairs) return plan.slice(options.from - 1, options.from - 1 + options.count);
  const pairs = indexPairs.parse(JSON.parse(await readFile(options.pairs, 'utf8')));
  return pairs.flat().map((index) => {
    const scene = plan[index];
    if (!scene) throw new RangeError(`The split has no scene ${index}.`);
    return scene;
  });
}

async function writeSheet(options: Options): Promise<void> {
  const scenes = await chosen(planScenes(splitOf(options.split)), options);
  const renderer = new SceneRenderer();
  const pixels: Uint8Array[] = [];
  for (const { base, details, cameraSeed } of scenes) {
    pixels.push(await renderer.render(base, details, cameraSeed));
  }
  const { columns, cell, pairs } = options;
  await writeFile(options.out, await contactSheet(pixels, { columns, cell, group: pairs ? 2 : 1 }));
}

await new Command('miniature:sheet')
  .description('Puts scenes of a split on one picture, in their order or in pairs.')
  .addOption(
    new Option('--split <name>', 'which corpus').choices(Object.keys(SPLITS)).default('dev'),
  )
  .requiredOption('--out <file>', 'the PNG to write')
  .option('--from <n>', 'the first scene, from 1', wholeNumber, 1)
  .option('--count <n>', 'how many scenes', wholeNumber, 36)
  .option('--columns <n>', 'scenes in a row', wholeNumber, 6)
  .option('--cell <px>', 'side of a scene', wholeNumber, 224)
  .option('--pairs <file>', 'JSON list of pairs of indices in scenes.jsonl, instead of a range')
  .action(writeSheet)
  .parseAsync();
