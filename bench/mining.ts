/** `npm run bench mining`: the exact pair join against FAISS on the same vectors. See bench/mining.md. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { differences } from './mining/differences';
import {
  SEMANTIC_DIMENSIONS,
  semanticRows,
  SETS,
  VISUAL_DIMENSIONS,
  visualRows,
} from './mining/vectors';

const HERE = fileURLToPath(new URL('./mining/', import.meta.url));
/** Debian's package is seen by Debian's Python alone. */
const PYTHONS = ['/usr/bin/python3', 'python3'];
/** Tong et al., CVPR 2024. */
const ABOVE = 0.95;
const BELOW = 0.6;

const USAGE = `Usage: npm run bench mining -- [--n 20000] [--set ${SETS.join('|')}] [--rounds 1]
  [--faiss-rows <queries>]  FAISS answers only so many queries; its time is then extrapolated
  [--no-faiss]              time the join alone
  [--data <folder>]         keep the vectors there, and use those that are there\n`;

interface Ours {
  seconds: number;
  cpu: number;
  peakMB: number;
  chosen: { width: number | null; cost: number }[];
  tried: unknown[];
}

interface Faiss {
  missing?: string;
  version: string;
  add: number;
  search: number;
  cpuAdd: number;
  cpuSearch: number;
  queries: number;
  peakMB: number;
}

export async function main(args: string[]): Promise<number> {
  const options = read(args);
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  const scratch = await mkdtemp(join(tmpdir(), 'blindpair-bench-'));
  try {
    await measure({ ...options, scratch, data: options.data ?? scratch });
    return 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function read(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        n: { type: 'string', default: '20000' },
        set: { type: 'string', default: 'h' },
        rounds: { type: 'string', default: '1' },
        'faiss-rows': { type: 'string' },
        'no-faiss': { type: 'boolean', default: false },
        data: { type: 'string' },
      },
    });
    const count = Number(values.n);
    const rounds = Number(values.rounds);
    const queries = Number(values['faiss-rows'] ?? count);
    const set = SETS.find((name) => name === values.set);
    const whole = [count, rounds, queries].every((n) => Number.isInteger(n) && n > 0);
    if (!set || !whole || count < 2) return null;
    const every = Math.max(1, Math.round(count / queries));
    return { count, set, rounds, every, withFaiss: !values['no-faiss'], data: values.data };
  } catch {
    return null;
  }
}

type Options = NonNullable<ReturnType<typeof read>> & { scratch: string; data: string };

async function measure(options: Options): Promise<void> {
  const { count, set, rounds, every, scratch } = options;
  say(`Vectors: set ${set}, ${count} x ${SEMANTIC_DIMENSIONS} and ${VISUAL_DIMENSIONS}.`);
  const [semantic, visual] = await vectors(options);
  const numbers = [count, SEMANTIC_DIMENSIONS, VISUAL_DIMENSIONS, ABOVE, BELOW].map(String);
  const ourPairs = join(scratch, 'ours.i32');
  const runOurs = async (): Promise<Ours> => {
    const file = join(HERE, 'ours.ts');
    const ours: Ours = await child<Ours>(
      process.execPath,
      ['--import', 'tsx', file, semantic, visual, ...numbers, ourPairs],
      {},
    );
    say(
      `join   ${figure(ours.seconds)} s, CPU ${figure(ours.cpu)} s, ${JSON.stringify(ours.chosen)}`,
    );
    return ours;
  };
  const python = PYTHONS.find((path) => !path.startsWith('/') || existsSync(path))!;
  const runFaiss = async (core: string | undefined): Promise<Faiss & { pairs: string }> => {
    const pairs = join(scratch, `faiss-${core ?? 'default'}.i32`);
    const environment: Record<string, string> =
      core === undefined ? {} : { OPENBLAS_CORETYPE: core };
    const command = [
      join(HERE, 'search_faiss.py'),
      semantic,
      visual,
      ...numbers,
      String(every),
      pairs,
    ];
    const faiss = await child<Faiss>(python, command, environment);
    if (faiss.missing) return { ...faiss, pairs };
    const share = every === 1 ? '' : `, ${faiss.queries} of ${count} queries`;
    say(
      `FAISS  ${figure(faiss.add + faiss.search)} s, CPU ${figure(faiss.cpuAdd + faiss.cpuSearch)} s${core ? ` (${core})` : ''}${share}`,
    );
    return { ...faiss, pairs };
  };

  const ours = [await runOurs()];
  const plain: Faiss[] = [];
  const tuned: Faiss[] = [];
  let equal: boolean | null = null;
  const canTune = (await readFile('/proc/cpuinfo', 'utf8').catch(() => '')).includes('avx512f');
  for (let round = 0; options.withFaiss && round < rounds; round += 1) {
    for (const [list, core] of [
      [plain, undefined],
      [tuned, 'SkylakeX'],
    ] as const) {
      if (core && !canTune) continue;
      const faiss = await runFaiss(core);
      if (faiss.missing) {
        say(
          `FAISS was not compared: ${faiss.missing}. Install it with: apt-get install python3-faiss libopenblas0`,
        );
        return finish(options, ours, plain, tuned, null);
      }
      list.push(faiss);
      const wrong = await differences(semantic, visual, ourPairs, faiss.pairs, every);
      for (const line of wrong.slice(0, 5)) say(`Not equal: ${line}`);
      equal = (equal ?? true) && wrong.length === 0;
      ours.push(await runOurs());
    }
  }
  const size = (await readFile(ourPairs)).length / 8;
  return finish(options, ours, plain, tuned, equal, size);
}

function finish(
  { count, set, every }: Options,
  ours: readonly Ours[],
  plain: readonly Faiss[],
  tuned: readonly Faiss[],
  equal: boolean | null,
  pairs?: number,
): void {
  const seconds = median(ours.map((run) => run.seconds));
  const cpu = median(ours.map((run) => run.cpu));
  const whole = (runs: readonly Faiss[]) =>
    runs.length === 0 ? null : median(runs.map((run) => run.add + run.search * scale(run, count)));
  const wholeCpu = (runs: readonly Faiss[]) =>
    runs.length === 0
      ? null
      : median(runs.map((run) => run.cpuAdd + run.cpuSearch * scale(run, count)));
  const over = (faiss: number | null, own: number) => (faiss === null ? null : round(faiss / own));
  const result = {
    bench: 'mining',
    set,
    n: count,
    pairs: pairs ?? null,
    seconds: round(seconds),
    vsFaiss: over(whole(plain), seconds),
    vsFaissTuned: over(whole(tuned), seconds),
    equal,
    peakMB: Math.round(Math.max(...ours.map((run) => run.peakMB))),
    faissPeakMB: plain.length ? Math.round(Math.max(...plain.map((run) => run.peakMB))) : null,
    cpuSeconds: round(cpu),
    vsFaissCpu: over(wholeCpu(plain), cpu),
    vsFaissTunedCpu: over(wholeCpu(tuned), cpu),
    faissSeconds: maybe(whole(plain)),
    faissTunedSeconds: maybe(whole(tuned)),
    /** Below 1, FAISS answered only this share of the queries and its seconds are extrapolated. */
    faissShare: plain[0] ? round(plain[0].queries / count) : null,
    extrapolated: every > 1,
    faissVersion: plain[0]?.version ?? null,
    runs: ours.map((run) => round(run.seconds)),
    width: ours.at(-1)?.chosen.at(-1)?.width ?? null,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

const scale = (run: Faiss, count: number): number => count / run.queries;
const round = (value: number): number => Number(value.toPrecision(4));
const maybe = (value: number | null): number | null => (value === null ? null : round(value));
const figure = (value: number): string => value.toFixed(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

async function vectors({ count, set, data }: Options): Promise<[string, string]> {
  await mkdir(data, { recursive: true });
  const semantic = join(data, `semantic-${set}-${count}.f32`);
  const visual = join(data, `visual-${count}.f32`);
  if (!existsSync(semantic)) await write(semantic, (await semanticRows(set, count)).data);
  if (!existsSync(visual)) await write(visual, visualRows(count).data);
  return [semantic, visual];
}

/** Renamed when whole, so that a stopped run leaves nothing that looks finished. */
async function write(file: string, values: Float32Array): Promise<void> {
  const handle = await open(`${file}.part`, 'w');
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let at = 0; at < bytes.length; at += 2 ** 28) {
    await handle.writeFile(bytes.subarray(at, at + 2 ** 28));
  }
  await handle.close();
  await rename(`${file}.part`, file);
}

/** The JSON on the last line of a program's output. */
function child<T>(
  program: string,
  args: string[],
  environment: Record<string, string>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const process_ = spawn(program, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    process_.stdout.on('data', (part: Buffer) => (output += part.toString()));
    process_.on('error', reject);
    process_.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output.trim().split('\n').at(-1)!) as T);
      else reject(new Error(`${program} ended with code ${code}.`));
    });
  });
}
