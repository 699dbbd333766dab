import type { PassingPair } from '../../explore/queries';
import { MOST_ROWS } from '../../explore/schemas';

/** Blocks of pairs that are kept: what was scrolled past long ago is asked for again. */
const KEPT = 40;

export interface PassingView {
  /** Null until the first answer. */
  total: number | null;
  failed: boolean;
  pairAt: (at: number) => PassingPair | undefined;
}

/** Pairs of one sorted list, fetched block by block as they are needed. */
export class PassingStore {
  private readonly blocks = new Map<number, PassingPair[] | null>();
  private readonly listeners = new Set<() => void>();
  private view: PassingView;

  /** `address`: with its query; `total`: what to show until the first answer. */
  constructor(
    private readonly address: string,
    total: number | null,
  ) {
    this.view = { total, failed: false, pairAt: this.pairAt };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  readonly read = (): PassingView => this.view;

  private readonly pairAt = (at: number): PassingPair | undefined =>
    this.blocks.get(Math.floor(at / MOST_ROWS))?.find((pair) => pair.at === at);

  /** Asks for what is not there yet of the pairs from `from` to before `to`. */
  readonly need = (from: number, to: number): void => {
    for (let block = Math.floor(from / MOST_ROWS); block * MOST_ROWS < to; block += 1) {
      void this.load(block);
    }
  };

  private async load(block: number): Promise<void> {
    const { blocks } = this;
    if (blocks.has(block)) return;
    blocks.set(block, null);
    for (const old of blocks.keys()) {
      if (blocks.size <= KEPT) break;
      blocks.delete(old);
    }
    let { total, failed } = this.view;
    try {
      const window = `&from=${block * MOST_ROWS}&count=${MOST_ROWS}`;
      const response = await fetch(`${this.address}${window}`);
      if (!response.ok) throw new Error(String(response.status));
      const answer = (await response.json()) as { total: number; pairs: PassingPair[] };
      blocks.set(block, answer.pairs);
      [total, failed] = [answer.total, false];
    } catch {
      blocks.delete(block);
      failed = true;
    }
    this.view = { total, failed, pairAt: this.pairAt };
    for (const listener of this.listeners) listener();
  }
}
