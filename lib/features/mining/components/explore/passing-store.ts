import type { PassingPair } from '../../explore/queries';
import { MOST_ROWS } from '../../explore/schemas';

/** Blocks of pairs that are kept: what was scrolled past long ago is asked for again. */
const KEPT = 40;
/** Pairs on either side of what is seen that are asked for, too: a second of steady scrolling. */
const AHEAD = MOST_ROWS / 2;
/** A list that flies by asks for nothing: what it passes would be gone when the answer comes. */
const REST_MS = 60;

export interface PassingView {
  total: number;
  /** False until the first answer; `total` is a guess until then. */
  answered: boolean;
  failed: boolean;
  pairAt: (at: number) => PassingPair | undefined;
}

/** Sparse where an image was removed since. */
type Block = readonly (PassingPair | undefined)[];

/** Pairs of one sorted list, fetched block by block as they are needed. */
export class PassingStore {
  private readonly blocks = new Map<number, Block>();
  private readonly loading = new Map<number, AbortController>();
  private readonly listeners = new Set<() => void>();
  private wanted: readonly number[] = [0];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private view: PassingView;
  private readonly address: string;

  /** `address`: with its query; `total`: what to show until the first answer. */
  constructor(address: string, total: number) {
    // The instant at which it was opened, in microseconds: another name for each tab and each filter.
    const instant = performance.timeOrigin + performance.now();
    const list = Math.round(instant * 1000).toString(36);
    this.address = `${address}&list=${list}`;
    this.view = { total, answered: false, failed: false, pairAt: this.pairAt };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    this.loadWanted();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      clearTimeout(this.timer);
      for (const control of this.loading.values()) control.abort();
      this.loading.clear();
    };
  };

  readonly read = (): PassingView => this.view;

  private readonly pairAt = (at: number): PassingPair | undefined =>
    this.blocks.get(Math.floor(at / MOST_ROWS))?.[at % MOST_ROWS];

  /** Asks for the pairs from `from` to before `to`, and lets go of what is not wanted any more. */
  readonly need = (from: number, to: number): void => {
    const end = Math.min(to + AHEAD, Math.max(this.view.total, to));
    const wanted: number[] = [];
    const first = Math.floor(Math.max(0, from - AHEAD) / MOST_ROWS);
    for (let block = first; block * MOST_ROWS < end; block += 1) wanted.push(block);
    if (wanted.join() === this.wanted.join()) return;
    this.wanted = wanted;
    for (const [block, control] of this.loading) if (!wanted.includes(block)) control.abort();
    clearTimeout(this.timer);
    this.timer = setTimeout(this.loadWanted, REST_MS);
  };

  /** Asks at once, also for what failed before. */
  readonly loadWanted = (): void => {
    for (const block of this.wanted) {
      if (!this.blocks.has(block) && !this.loading.has(block)) void this.load(block);
    }
  };

  private async load(block: number): Promise<void> {
    const control = new AbortController();
    this.loading.set(block, control);
    const from = block * MOST_ROWS;
    try {
      const response = await fetch(`${this.address}&from=${from}&count=${MOST_ROWS}`, {
        signal: control.signal,
      });
      if (!response.ok) throw new Error(String(response.status));
      const { total, pairs } = (await response.json()) as { total: number; pairs: PassingPair[] };
      const places = new Array<PassingPair | undefined>(MOST_ROWS);
      for (const pair of pairs) places[pair.at - from] = pair;
      this.keep(block, places);
      this.tell({ total, answered: true, failed: false });
    } catch {
      if (!control.signal.aborted) this.tell({ failed: true });
    } finally {
      if (this.loading.get(block) === control) this.loading.delete(block);
    }
  }

  private keep(block: number, places: Block): void {
    this.blocks.set(block, places);
    for (const old of this.blocks.keys()) {
      if (this.blocks.size <= KEPT) break;
      if (!this.wanted.includes(old)) this.blocks.delete(old);
    }
  }

  private tell(change: Partial<PassingView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}
