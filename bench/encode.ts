/** `npm run bench encode`: images per second from JPEG files to embeddings. See bench/encode.md. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepareModels } from './encode/models';
import { writePhotographs } from './encode/photographs';
import { LANES, type Lane } from './encode/protocol';
import { race, type RaceResult } from './encode/race';
import { GEOMETRIES, type Geometry } from './encode/vit/geometry';

const HERE = fileURLToPath(new URL('./encode/', import.meta.url));
const MODELS = fileURLToPath(new URL('../build/bench/encode', import.meta.url));
const NAMES = GEOMETRIES.map(({ id }) => id);

const USAGE = `Usage: npm run bench encode -- [--only ${NAMES.join('|')}] [--rounds 5] [--images <per round>]\n`;

interface Options {
  only: readonly Geometry[];
  rounds: number;
  images: number | undefined;
}

function read(args: string[]): Options | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        only: { type: 'string' },
        rounds: { type: 'string', default: '5' },
        images: { type: 'string' },
      },
    });
    const only = GEOMETRIES.filter(({ id }) => values.only === undefined || id === values.only);
    const rounds = Number(values.rounds);
    const images = values.images === undefined ? undefined : Number(values.images);
    const whole = [rounds, images ?? 1].every((value) => Number.isInteger(value) && value > 0);
    return whole && only.length > 0 ? { only, rounds, images } : null;
  } catch {
    return null;
  }
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const medians = (of: Record<Lane, number[]>) =>
  Object.fromEntries(LANES.map((lane) => [lane, rounded(median(of[lane]))]));

function summary({ rates, cpu, chosen, peakMB, agreement }: RaceResult) {
  const ratio = (lane: Lane) =>
    rounded(median(rates.blindpair.map((rate, round) => rate / rates[lane][round]!)));
  return {
    imagesPerSecond: medians(rates),
    cpuMsPerImage: medians(cpu),
    vsTransformersJsBest: ratio('transformersBest'),
    vsTransformersJsOneByOne: ratio('transformersOneByOne'),
    ofCeiling: ratio('ceiling'),
    peakMB: Math.round(peakMB.blindpair),
    peakMBTransformersJs: Math.round(peakMB.transformers),
    leastCosine: rounded(agreement),
    chosen,
  };
}

async function measure(geometry: Geometry, { rounds, images }: Options) {
  const count = images ?? geometry.images;
  say(`${geometry.name}, ${count} images a round`);
  await prepareModels(geometry, MODELS);
  const photographs = await mkdtemp(join(tmpdir(), 'blindpair-bench-'));
  try {
    await writePhotographs(photographs, count);
    const { id, batches } = geometry;
    return summary(
      await race({ geometry: id, models: MODELS, photographs, batches }, count, rounds, say),
    );
  } finally {
    await rm(photographs, { recursive: true, force: true });
  }
}

export async function main(args: string[]): Promise<number> {
  const options = read(args);
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  if (!existsSync(join(HERE, 'node_modules/@huggingface/transformers'))) {
    say('transformers.js, which is measured against, is not installed with Blindpair.');
    say('Install it once: npm ci --prefix bench/encode');
    return 2;
  }
  const geometries: Record<string, unknown> = {};
  for (const geometry of options.only) geometries[geometry.id] = await measure(geometry, options);
  const machine = { cpu: cpus()[0]?.model.trim() ?? '', cores: availableParallelism() };
  process.stdout.write(`${JSON.stringify({ machine, rounds: options.rounds, ...geometries })}\n`);
  return 0;
}
