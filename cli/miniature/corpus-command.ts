/** `npm run miniature:corpus`: the scenes of a split as pixels and records, for training. */
import { mkdir, open, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Command, Option } from 'commander';
import { planScenes, SPLITS, type SplitName } from '@/miniature/scenes/plan';
import { sceneRecord } from '@/miniature/scenes/records';
import {
  CAPTIONS_PER_SCENE,
  GENERATOR,
  splitOf,
  wholeNumber,
  type CorpusPlan,
  type PartReply,
} from './corpus-options';

interface Options {
  split: SplitName;
  out: string;
  count?: number;
  sizes: number[];
  workers: number;
}

const SCENES_PER_PART = 48;

/** Renders all parts on `workers` threads; each part is written where it belongs. */
async function renderParts(plan: CorpusPlan, workers: number, files: FileHandle[]): Promise<void> {
  let next = 0;
  let done = 0;
  const started = performance.now();
  const thread = () =>
    new Promise<void>((resolve, reject) => {
      const entry = fileURLToPath(new URL('./corpus.mjs', import.meta.url));
      const worker = new Worker(entry, { workerData: plan, execArgv: [] });
      const give = () => {
        if (next >= plan.count) return void worker.terminate().then(() => resolve());
        const from = next;
        next = Math.min(plan.count, from + SCENES_PER_PART);
        worker.postMessage({ from, to: next });
      };
      const take = async ({ from, pixels }: PartReply) => {
        for (const [s, size] of plan.sizes.entries()) {
          const bytes = pixels[s];
          if (bytes) await files[s]?.write(bytes, 0, bytes.length, from * size * size * 3);
        }
        done = Math.min(plan.count, done + SCENES_PER_PART);
        const seconds = (performance.now() - started) / 1000;
        process.stderr.write(`\r${done} of ${plan.count} scenes, ${seconds.toFixed(0)} s`);
        give();
      };
      worker.on('message', (reply: PartReply) => void take(reply).catch(reject));
      worker.on('error', reject);
      give();
    });
  await Promise.all(Array.from({ length: workers }, thread));
  process.stderr.write('\n');
}

async function writeCorpus({ split, out, count, sizes, workers }: Options): Promise<void> {
  const { seed, ...options } = splitOf(split);
  const total = count ?? options.count;
  await mkdir(out, { recursive: true });
  const files: FileHandle[] = [];
  try {
    for (const size of sizes) files.push(await open(join(out, `pixels-${size}.u8`), 'w'));
    await renderParts({ split, count: total, sizes }, workers, files);
  } finally {
    await Promise.all(files.map((file) => file.close()));
  }
  const lines = planScenes({ ...options, seed, count: total }).map((scene, index) =>
    JSON.stringify(sceneRecord(scene, index, seed, CAPTIONS_PER_SCENE)),
  );
  await writeFile(join(out, 'scenes.jsonl'), `${lines.join('\n')}\n`);
  const meta = {
    generator: GENERATOR,
    split,
    seed,
    count: total,
    sizes,
    captionsPerScene: CAPTIONS_PER_SCENE,
  };
  // Last, and whole: a folder with a meta.json is a finished corpus.
  await writeFile(join(out, 'meta.json.part'), `${JSON.stringify(meta, null, 2)}\n`);
  await rename(join(out, 'meta.json.part'), join(out, 'meta.json'));
}

await new Command('miniature:corpus')
  .description('Renders the scenes of a split with everything that is true of them.')
  .addOption(
    new Option('--split <name>', 'which corpus').choices(Object.keys(SPLITS)).makeOptionMandatory(),
  )
  .requiredOption('--out <folder>', 'where the files go')
  .option('--count <n>', 'scenes (default: as many as the split has)', wholeNumber)
  .option(
    '--sizes <list>',
    'sides of the pixel files',
    (list: string) => list.split(',').map(wholeNumber),
    [48, 64, 96],
  )
  .option('--workers <n>', 'threads; the result is the same', wholeNumber, availableParallelism())
  .action(writeCorpus)
  .parseAsync();
