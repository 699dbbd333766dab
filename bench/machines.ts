/** `npm run bench machines`: one mining run on several hosts, some killed. See bench/machines.md. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { samplePopulation } from '@/lib/domain/mining/population';
import { tilesOf } from '@/lib/domain/mining/tiles';
import { createRng } from '@/lib/domain/rng';
import { systemClock } from '@/lib/infra/clock';
import type { Ctx } from '@/lib/infra/context';
import { createDb } from '@/lib/infra/db/client';
import { migrateDeploy } from '@/lib/infra/db/migrate';
import { BLOCK } from '@/lib/infra/join/codebook';
import { createJobQueue } from '@/lib/infra/jobs/boss-queue';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { log } from '@/lib/infra/log';
import { systemRng } from '@/lib/infra/rng';
import { createDiskStorage } from '@/lib/infra/storage/disk';
import { openNetwork, type Host } from './machines/network';
import { startPostgres } from './machines/postgres';
import { makeCorpus, startRun, watchTiles } from './machines/runs';

const ENTRY = fileURLToPath(new URL('../cli/blindpair.mjs', import.meta.url));
const USAGE = `Usage: npm run bench machines -- [--n 20000] [--hosts 4] [--block 1024] [--kills 6] [--seed 1]
  As root on Linux, with Postgres installed.\n`;
/** It ends by then, whatever happens. */
const LIMIT_MS = 15 * 60_000;

export async function main(args: string[]): Promise<number> {
  const options = read(args);
  if (!options || process.getuid?.() !== 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  const cleanUps: (() => Promise<unknown>)[] = [];
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Error('It took too long.')), LIMIT_MS);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stop.abort(new Error('Stopped.')));
  }
  try {
    const line = await measure(options, cleanUps, stop.signal);
    process.stdout.write(`${JSON.stringify(line)}\n`);
    return line.equal ? 0 : 1;
  } finally {
    clearTimeout(timer);
    for (const cleanUp of cleanUps) await cleanUp().catch(() => undefined);
  }
}

function read(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        n: { type: 'string', default: '20000' },
        hosts: { type: 'string', default: '4' },
        block: { type: 'string', default: '1024' },
        kills: { type: 'string', default: '6' },
        seed: { type: 'string', default: '1' },
      },
    });
    const [count, hosts, block, kills] = [values.n, values.hosts, values.block, values.kills].map(
      Number,
    );
    const whole = [count, hosts, block].every((n) => Number.isInteger(n) && n! > 0);
    if (!whole || !(kills! >= 0) || hosts! > 200) return null;
    return { count: count!, hosts: hosts!, block: block!, kills: kills!, seed: values.seed };
  } catch {
    return null;
  }
}

type Options = NonNullable<ReturnType<typeof read>>;

async function measure(
  { count, hosts, block, kills, seed }: Options,
  cleanUps: (() => Promise<unknown>)[],
  signal: AbortSignal,
) {
  const folder = await mkdtemp(join(tmpdir(), 'blindpair-machines-'));
  cleanUps.unshift(() => rm(folder, { recursive: true, force: true }));
  const network = await openNetwork(hosts);
  cleanUps.unshift(network.close);
  const server = await startPostgres(network.hub, folder);
  cleanUps.unshift(server.stop);
  await migrateDeploy(server.localUrl);
  await prepareQueue(server.localUrl);
  const db = createDb(server.localUrl);
  cleanUps.unshift(() => db.$disconnect());
  // One folder for all hosts, as a shared file system would be.
  const shared = join(folder, 'shared');
  const ctx: Ctx = {
    db,
    storage: createDiskStorage(shared),
    jobs: createJobQueue(),
    clock: systemClock,
    rng: systemRng,
    log,
    actor: { kind: 'system', label: 'bench' },
  };
  const { projectId, rows } = await makeCorpus(ctx, count);
  say(`${count} images; Postgres on ${network.hub.address}, ${hosts} hosts beside it.`);

  const workers = new Map<Host, ChildProcess>();
  cleanUps.unshift(async () => workers.forEach((worker) => worker.kill('SIGKILL')));
  const start = (host: Host, blockRows?: number): void => {
    const [program, ...words] = host.on([
      process.execPath,
      ENTRY,
      ...['--data', shared, 'worker', '--slots', '1'],
    ]);
    const environment = {
      DATABASE_URL: server.url,
      BLINDPAIR_DATA: '',
      LOG_LEVEL: 'warn',
      ...(blockRows ? { MINING_BLOCK_IMAGES: String(blockRows) } : {}),
    };
    const worker = spawn(program!, words, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    workers.set(host, worker);
  };
  const kill = async (host: Host): Promise<void> => {
    const worker = workers.get(host)!;
    const gone = new Promise((resolve) => worker.once('exit', resolve));
    worker.kill('SIGKILL');
    await gone;
    workers.delete(host);
  };
  const mine = () => startRun(ctx, projectId, signal);

  start(network.hosts[0]!, count);
  const one = await mine();
  const oneSeconds = await one.ended();
  await kill(network.hosts[0]!);
  say(`One worker, at once: ${oneSeconds} s.`);

  for (const host of network.hosts) start(host, block);
  const many = await mine();
  const random = createRng(seed);
  const killed: string[] = [];
  const tiles = tilesOf({ rows: count, blockRows: Math.ceil(block / BLOCK) * BLOCK });
  const watched = await watchTiles(ctx, server.localUrl, many, tiles, signal, async (done) => {
    if (killed.length >= kills || done < ((killed.length + 1) * tiles) / (kills + 2)) return;
    const host = network.hosts[random.nextInt(hosts)]!;
    await kill(host);
    killed.push(host.address);
    say(`Killed ${host.address} after ${done} of ${tiles} tiles.`);
    start(host, block);
  });
  const manySeconds = await many.ended();
  for (const host of network.hosts) await kill(host);

  const [a, b] = [await one.result(), await many.result()];
  const sample = samplePopulation(rows.semantic, rows.visual, createRng(many.runId), 200_000);
  return {
    bench: 'machines',
    n: count,
    hosts,
    addresses: watched.addresses.length,
    tiles,
    tilesTakenOver: watched.takenOver,
    kills: killed.length,
    pairs: a.file.passing.i.length,
    kept: a.mined.length,
    equal:
      a.file.passing.i.length > 0 &&
      isDeepStrictEqual(a.file.imageIds, b.file.imageIds) &&
      isDeepStrictEqual(a.file.passing, b.file.passing) &&
      isDeepStrictEqual(b.file.sample, sample) &&
      isDeepStrictEqual(a.mined, b.mined),
    oneWorkerSeconds: oneSeconds,
    seconds: manySeconds,
  };
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
