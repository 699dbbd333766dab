/** Hands out the strips of a join and tests what comes back. */
import { performance } from 'node:perf_hooks';
import { collect, type BlindPair, type JoinInput } from '@/lib/domain/mining/join';
import { cosine } from '@/lib/domain/mining/rows';
import { allocateCodes, BLOCK, type Codes } from './codebook';
import { comparison, largestOf, worthShare, type Choice, type PilotInput } from './pilot';
import type { JoinHand, JoinReply, JoinTask } from './protocol';
import type { JoinOptions } from './join';
import type { Compared, Strip } from './tiles';

export type Track = Pick<JoinOptions, 'onProgress' | 'onChoice' | 'signal' | 'split'> & {
  stripRows: number;
};

/** Columns of one strip: some ten milliseconds of work, after which a stop is heeded. */
const CODE_COLUMNS = 64 * BLOCK;
const FULL_COLUMNS = 8 * BLOCK;
/** Rows encoded at a time; whole blocks. */
const ENCODED = 4 * BLOCK;
/** Pairs after which the run knows better than the pilot. */
const ENOUGH = 4 * 1024 * 1024;

/** All pairs that pass, in no order. */
export async function compareAll(
  input: JoinInput,
  hands: readonly JoinHand[],
  pilot: PilotInput,
  choice: Choice,
  { stripRows, onProgress, onChoice, signal, split }: Track,
): Promise<BlindPair[]> {
  const { count } = input.semantic;
  const started = performance.now();
  const { book } = choice;
  const codes = book && allocateCodes(count, book.width);
  const told = new Map<JoinHand, Promise<unknown>>();
  const prepare = async (hand: JoinHand): Promise<unknown> => {
    if (!book || !codes) return;
    const telling = told.get(hand) ?? hand.run({ kind: 'use', book, codes });
    told.set(hand, telling);
    return telling;
  };
  const reach = codes ? await encodeAll(count, hands, pilot, codes, prepare, signal) : 0;
  let coarse = codes ? { reach, worthShare: worthShare(choice) } : undefined;
  const total = pairsBetween(count, split);
  const seen = { pairs: 0, coded: 0, cost: 0 };
  const pairs: BlindPair[] = [];
  const strips = stripsOf(count, stripRows, split);
  /** Of strips that had more survivors than one reply holds. */
  const rests: Strip[] = [];
  const keepRest = (reply: JoinReply): void => {
    if (reply?.rest) rests.push(reply.rest);
  };

  const next = (): JoinTask | undefined => {
    const strip = rests.pop() ?? strips(coarse ? CODE_COLUMNS : FULL_COLUMNS);
    return strip && { kind: 'compare', ...comparison(pilot, strip), ...(coarse && { coarse }) };
  };
  const handle = (reply: JoinReply): void => {
    if (!reply || reply.pairs === 0) return;
    testFound(input, reply, pairs);
    seen.pairs += reply.pairs;
    const seconds = (performance.now() - started) / 1000;
    onProgress?.(seen.pairs, total, Math.round(seen.pairs / Math.max(1e-3, seconds)));
    if (!coarse) return;
    seen.coded += reply.pairs;
    seen.cost += reply.again * choice.fullCost + reply.candidates * choice.exactCost;
    if (seen.coded >= ENOUGH && seen.cost > 0.9 * seen.coded * choice.fullCost) {
      coarse = undefined;
      onChoice?.({ width: null, cost: choice.fullCost }, choice.tried);
    }
  };
  await share(hands, prepare, next, signal, handle, keepRest);
  return pairs;
}

/** Encodes all rows; returns how far apart the codes of a true pair can be, but for the left error. */
async function encodeAll(
  count: number,
  hands: readonly JoinHand[],
  { distance }: PilotInput,
  codes: Codes,
  prepare: (hand: JoinHand) => Promise<unknown>,
  signal: AbortSignal | undefined,
): Promise<number> {
  let from = 0;
  const next = (): JoinTask | undefined => {
    if (from >= count) return undefined;
    const task: JoinTask = { kind: 'encode', from, to: Math.min(count, from + ENCODED) };
    from = task.to;
    return task;
  };
  await share(hands, prepare, next, signal, () => undefined);
  return distance + largestOf(codes.rightErrors);
}

/** Pairs i < j of so many rows; with a split, those with i before it and j not. */
export const pairsBetween = (count: number, split?: number): number =>
  split === undefined ? (count * (count - 1)) / 2 : split * (count - split);

/** From a number of columns to the next strip, until every pair i < j was in one. */
function stripsOf(
  count: number,
  stripRows: number,
  split?: number,
): (columns: number) => Strip | undefined {
  const rows = split ?? count;
  let from = 0;
  let first = split ?? 0;
  return (columns) => {
    if (from >= rows || first >= count) return undefined;
    const to = Math.min(rows, from + stripRows);
    // At least the square on the diagonal, which no other strip of these rows has.
    const last = Math.min(count, first + Math.max(columns, stripRows));
    const strip = { from, to, first, last };
    first = last;
    if (last === count) {
      from = to;
      first = split ?? to;
    }
    return strip;
  };
}

/**
 * Does all tasks. Each hand gets its next one before its reply is handled, so that none waits for
 * that; `keep` sees the reply before, as it may bring a task. Ends with the last reply, whether all hands
 * became ready or not.
 */
function share(
  hands: readonly JoinHand[],
  prepare: (hand: JoinHand) => Promise<unknown>,
  next: () => JoinTask | undefined,
  signal: AbortSignal | undefined,
  handle: (reply: JoinReply) => void,
  keep: (reply: JoinReply) => void = () => undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let waiting = 0;
    let ended = false;
    const give = (hand: JoinHand): Promise<JoinReply> | undefined => {
      const task = ended ? undefined : next();
      if (!task) return undefined;
      waiting += 1;
      const running = hand.run(task);
      // Its failure is met when it is awaited, unless an earlier reply's comes first.
      running.catch(() => undefined);
      return running;
    };
    const work = async (hand: JoinHand): Promise<void> => {
      await hand.ready;
      await prepare(hand);
      let running = give(hand);
      while (running) {
        const reply = await running;
        signal?.throwIfAborted();
        keep(reply);
        running = give(hand);
        handle(reply);
        waiting -= 1;
      }
      if (waiting === 0) resolve();
    };
    for (const hand of hands) {
      work(hand).catch((error: unknown) => {
        ended = true;
        reject(error);
      });
    }
  });
}

function testFound(input: JoinInput, found: Compared, pairs: BlindPair[]): void {
  const { maxPairs, accept = visually(input) } = input;
  for (let k = 0; k < found.i.length; k += 1) {
    const pair = accept(found.i[k]!, found.j[k]!, found.semantic[k]!);
    if (pair) collect(pairs, pair, maxPairs);
  }
}

const visually =
  ({ visual, thresholds }: JoinInput): NonNullable<JoinInput['accept']> =>
  (i, j, semantic) => {
    const cosineOfBoth = cosine(visual, i, visual, j);
    return cosineOfBoth < thresholds.visualBelow
      ? { i, j, semantic, visual: cosineOfBoth }
      : undefined;
  };
