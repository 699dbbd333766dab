/** Runs the contestants in turn, round by round, so that a noisy minute falls on all alike. */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  CONTESTANTS,
  LANES,
  OWNER,
  type ContestantName,
  type Job,
  type Lane,
  type Order,
  type Reply,
} from './protocol';

const ENTRY = fileURLToPath(new URL('./contestant.mjs', import.meta.url));

export interface RaceResult {
  /** Images per second, a number per round. */
  rates: Record<Lane, number[]>;
  /** Milliseconds of processor time per image, all threads together, a number per round. */
  cpu: Record<Lane, number[]>;
  chosen: Record<ContestantName, string>;
  peakMB: Record<ContestantName, number>;
  /** Least cosine between our rows and transformers.js's. */
  agreement: number;
}

function tell<K extends Reply['kind']>(
  child: ChildProcess,
  order: Order,
  kind: K,
): Promise<Extract<Reply, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      child.off('message', heard);
      child.off('exit', ended);
      settle();
    };
    const heard = (reply: Reply) =>
      done(() => {
        if (reply.kind === kind) resolve(reply as Extract<Reply, { kind: K }>);
        else reject(new Error(reply.kind === 'failed' ? reply.message : `Heard ${reply.kind}.`));
      });
    const ended = (code: number | null) =>
      done(() => reject(new Error(`A contestant's process ended with code ${code}.`)));
    child.on('message', heard);
    child.on('exit', ended);
    child.send(order);
  });
}

const perLane = () =>
  Object.fromEntries(LANES.map((lane) => [lane, [] as number[]])) as Record<Lane, number[]>;

function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = a.reduce((sum, value, k) => sum + value * b[k]!, 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}

export async function race(
  job: Omit<Job, 'contestant'>,
  images: number,
  rounds: number,
  say: (line: string) => void,
): Promise<RaceResult> {
  // Standard output is for the result alone; whatever they print goes to standard error.
  const stdio: ['ignore', 2, 2, 'ipc'] = ['ignore', 2, 2, 'ipc'];
  const entries = CONTESTANTS.map((name) => [name, fork(ENTRY, { stdio, execArgv: [] })] as const);
  const children = Object.fromEntries(entries) as Record<ContestantName, ChildProcess>;
  const chosen = {} as Record<ContestantName, string>;
  const peakMB = {} as Record<ContestantName, number>;
  const rates = perLane();
  const cpu = perLane();
  try {
    for (const name of CONTESTANTS) {
      const order: Order = { kind: 'load', job: { ...job, contestant: name } };
      chosen[name] = (await tell(children[name], order, 'ready')).chosen;
      say(`${name}: ${chosen[name]}`);
    }
    const [ours, theirs] = await Promise.all(
      (['blindpair', 'transformers'] as const).map(
        async (name) => (await tell(children[name], { kind: 'rows' }, 'rows')).rows,
      ),
    );
    const agreement = Math.min(...ours!.map((row, k) => cosine(row, theirs![k]!)));
    for (let round = 0; round < rounds; round += 1) {
      for (const lane of LANES) {
        const name = OWNER[lane];
        const timed = await tell(children[name], { kind: 'round', lane }, 'timed');
        rates[lane].push((images / timed.ms) * 1000);
        cpu[lane].push(timed.cpuMs / images);
        peakMB[name] = timed.peakMB;
      }
      const now = LANES.map((lane) => `${lane} ${rates[lane].at(-1)!.toFixed(2)}`).join(', ');
      say(`round ${round + 1}, images per second: ${now}`);
    }
    return { rates, cpu, chosen, peakMB, agreement };
  } finally {
    for (const child of Object.values(children)) child.kill();
  }
}
