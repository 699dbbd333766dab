/** `npm run bench bootstrap`: the crossed bootstrap beside numpy's. See bench/bootstrap.md. */
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { crossedBootstrap } from '@/lib/domain/statistics/crossed-bootstrap';
import type { PairKey } from '@/lib/domain/statistics/pair-accuracy';
import { percentiles } from '@/lib/domain/statistics/resampling';
import {
  answersFromCells,
  modelWithAccuracy,
  simulateCells,
} from '@/lib/domain/statistics/simulate';
import { answerMatrix, studyDraws } from '@/lib/domain/statistics/study-bootstrap';

const PAIRS = 150;
const RATERS = 20;
const DRAWS = 10_000;
const ROUNDS = 5;
const PEER = fileURLToPath(new URL('./bootstrap/bootstrap_numpy.py', import.meta.url));
const NAMES = ['meanItem', 'meanPair', 'majorityItem', 'majorityPair'] as const;

interface Peer {
  version: string;
  ms: number[];
  intervals: [number, number][];
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

export async function main(args: string[]): Promise<number> {
  const python = args[0] ?? 'python3';
  if (args.length > 1) {
    say('The only argument is a Python that has numpy. See bench/bootstrap.md.');
    return 2;
  }
  const keys: PairKey[] = Array.from({ length: PAIRS }, (_, p) => ({
    pairId: `p${p}`,
    keyForA: 1,
  }));
  const model = modelWithAccuracy('pair', 0.9, { raterSd: 0.6, pairSd: 1, itemSd: 0.5 });
  const cells = simulateCells(model, { raters: RATERS, pairs: PAIRS }, 'bench');
  const matrix = answerMatrix(keys, answersFromCells(cells, keys));

  studyDraws(matrix, 2000, 'warm');
  const ms: number[] = [];
  let draws = studyDraws(matrix, 2000, 'warm');
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    draws = studyDraws(matrix, DRAWS, `round ${round}`);
    ms.push(performance.now() - start);
  }
  say(`ours: ${median(ms).toFixed(0)} ms`);
  const intervalMs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    crossedBootstrap({ cells, seed: `round ${round}`, draws: DRAWS });
    intervalMs.push(performance.now() - start);
  }
  say(`the intervals of both means: ${median(intervalMs).toFixed(0)} ms`);

  const input = JSON.stringify({
    raters: RATERS,
    pairs: PAIRS,
    draws: DRAWS,
    rounds: ROUNDS,
    codes: [...matrix.codes],
  });
  const reply = spawnSync(python, [PEER], { input, encoding: 'utf8', maxBuffer: 2 ** 24 });
  const peer = reply.status === 0 ? (JSON.parse(reply.stdout) as Peer) : null;
  say(peer ? `numpy: ${median(peer.ms).toFixed(0)} ms` : 'No numpy: see bench/bootstrap.md.');
  const intervals = Object.fromEntries(
    NAMES.map((name, at) => {
      const { lower, upper } = percentiles(draws[name], 0.95);
      return [name, { ours: [lower, upper], numpy: peer?.intervals[at] ?? null }];
    }),
  );
  const result = {
    machine: { cpu: cpus()[0]?.model.trim() ?? '', cores: availableParallelism() },
    pairs: PAIRS,
    raters: RATERS,
    draws: DRAWS,
    ms: median(ms),
    intervalMs: median(intervalMs),
    numpy: peer && { version: peer.version, ms: median(peer.ms) },
    ratio: peer && median(peer.ms) / median(ms),
    intervals,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  return 0;
}
