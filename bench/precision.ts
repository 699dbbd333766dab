/** `npm run bench precision`: what reduced precision gains and costs. See bench/precision.md. */
import { existsSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { renderCorpus } from '@/miniature/scenes/corpus';
import { samplePhotograph } from '@/lib/infra/images/sample';
import { changeOfPairs, cosines, median, rounded } from './precision/compare';
import { rewritings } from './precision/rewritings';
import { TOWER, VARIANTS, variantRegistry, variantId, type Variant } from './precision/variants';

const GRAPHS = fileURLToPath(new URL('../build/bench/precision', import.meta.url));
const SCENES = 1000;
const SEED = 20260;
const PHOTOGRAPHS = 32;
const ROUNDS = 3;

const SEMANTIC = 'miniature-clip-base';
const VISUAL = 'miniature-visual';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Milliseconds per image of each encoder, a number per round, in turn; and the rows of the last round. */
async function encodeInTurn(pool: EncoderPool, ids: readonly string[], images: Uint8Array[]) {
  const ms: Record<string, number[]> = {};
  const rows: Record<string, Float32Array> = {};
  // Opens the sessions and lets each choose its batches.
  for (const id of ids) await pool.encodeImages(id, images.slice(0, 24));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const id of ids) {
      const start = performance.now();
      rows[id] = await pool.encodeImages(id, images);
      (ms[id] ??= []).push((performance.now() - start) / images.length);
    }
  }
  const speed = (id: string, base: string) =>
    rounded(median(ms[base]!.map((of, round) => of / ms[id]![round]!)));
  return { rows, speed };
}

async function measure(pool: EncoderPool, base: string, images: Uint8Array[]) {
  const ids = [base, ...VARIANTS.map((variant) => variantId(base, variant))];
  const { rows, speed } = await encodeInTurn(pool, ids, images);
  const table = Object.fromEntries(
    VARIANTS.map((variant) => {
      const id = variantId(base, variant);
      return [
        variant,
        { speed: speed(id, base), ...cosines(rows[base]!, rows[id]!, images.length) },
      ];
    }),
  );
  return { rows, table };
}

export async function main(args: string[]): Promise<number> {
  if (args.length > 0 || !existsSync(GRAPHS)) {
    say('Make the graphs first: see bench/precision.md. There are no options.');
    return 2;
  }
  const { registry, close } = await variantRegistry(GRAPHS, [SEMANTIC, VISUAL, TOWER]);
  const pool = new EncoderPool({ registry });
  try {
    const scenes: Buffer[] = [];
    await renderCorpus({ count: SCENES, seed: SEED }, async (_, png) => void scenes.push(png));
    say(`${SCENES} scenes rendered`);
    const semantic = await measure(pool, SEMANTIC, scenes);
    const visual = await measure(pool, VISUAL, scenes);
    const minedSet = Object.fromEntries(
      VARIANTS.map((variant: Variant) => [
        variant,
        changeOfPairs(
          { semantic: semantic.rows[SEMANTIC]!, visual: visual.rows[VISUAL]! },
          {
            semantic: semantic.rows[variantId(SEMANTIC, variant)]!,
            visual: visual.rows[variantId(VISUAL, variant)]!,
          },
          SCENES,
        ),
      ]),
    );
    say('miniatures measured');
    const photographs = await Promise.all(
      Array.from({ length: PHOTOGRAPHS }, (_, k) => samplePhotograph(k)),
    );
    const tower = await measure(pool, TOWER, photographs);
    const machine = { cpu: cpus()[0]?.model.trim() ?? '', cores: availableParallelism() };
    const result = {
      machine,
      [SEMANTIC]: semantic.table,
      [VISUAL]: visual.table,
      minedSet,
      [TOWER]: tower.table,
      rewriting: await rewritings(registry, TOWER, photographs),
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return 0;
  } finally {
    await pool.close();
    await close();
  }
}
