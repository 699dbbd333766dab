/** `npm run miniature:verify`: measures the shipped encoders on a corpus and holds them to the bars. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { createEncoderRegistry, MINIATURE_WEIGHTS } from '@/lib/infra/encoders/registry';
import { SPLITS, type SplitName } from '@/miniature/scenes/plan';
import { GENERATOR } from './corpus-options';
import { missedBars, summarise } from './verify/bars';
import { writeCards } from './verify/cards';
import { writeContactSheet } from './verify/contact-sheet';
import { measure } from './verify/measure';
import { agreementTable, patternTable, variantTable } from './verify/tables';
import { openWorld } from './verify/world';

interface Options {
  split: SplitName;
  weights: string;
  write?: boolean;
  sheet?: string;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Under a folder that git ignores. */
const CACHE = join(ROOT, '.blindpair/miniature');

/** A line that counts up on a terminal; elsewhere its end alone. */
const progress = (what: string, done: number, total: number): void => {
  const end = done === total ? '\n' : '';
  if (process.stderr.isTTY) process.stderr.write(`\r${what}: ${done} of ${total}${end}`);
  else if (end) process.stderr.write(`${what}: ${total}${end}`);
};

async function verify({ split, weights, write, sheet }: Options): Promise<void> {
  const world = await openWorld(split, CACHE, (...step) => progress('render', ...step));
  const registry = createEncoderRegistry([join(ROOT, weights)]);
  const pool = new EncoderPool({ registry });
  try {
    const figures = await measure(world, registry, pool, ROOT, progress);
    const summary = summarise(figures);
    const { pairs, ...report } = figures;
    for (const one of figures.semantic) {
      console.log(`\n## ${one.encoder} and the visual encoder\n\n${patternTable(one)}`);
    }
    console.log(`\n## All semantic encoders\n\n${variantTable(figures)}`);
    console.log(`\n## Runtimes\n\n${agreementTable(figures)}\n`);
    if (write) await writeCards(ROOT, { generator: GENERATOR, split, summary, ...report });
    if (sheet) await writeContactSheet(world, pairs, sheet);
    const missed = missedBars(figures);
    for (const sentence of missed) console.log(`Missed: ${sentence}`);
    console.log(JSON.stringify(summary));
    if (missed.length > 0) process.exitCode = 1;
  } finally {
    await pool.close();
  }
}

await new Command('miniature:verify')
  .description('Measures the shipped encoders on scenes with a known truth; exits 1 below a bar.')
  .addOption(
    new Option('--split <name>', 'dev for choices; test only for the final figures')
      .choices(Object.keys(SPLITS))
      .default('test'),
  )
  .option('--weights <folder>', 'encoders, from the root of the repository', MINIATURE_WEIGHTS)
  .option('--write', 'write the figures to miniature/report.json and into the model cards')
  .option('--sheet <file>', 'write a contact sheet of 36 mined pairs (.webp)')
  .action(verify)
  .parseAsync();
