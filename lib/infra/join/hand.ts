import type { UnitRows } from '@/lib/domain/mining/rows';
import { Products, type Matrix } from './basis';
import { encodeRows, type Codebook, type Codes } from './codebook';
import type { JoinHand, JoinReply, JoinTask } from './protocol';
import { TileRunner, unshared } from './tiles';

/** Does the join's tasks here, on this thread. */
export class OwnHand implements JoinHand {
  readonly ready = Promise.resolve();
  /** Settled when there is nothing to do. */
  private latest: Promise<unknown> = Promise.resolve();
  private readonly tiles: TileRunner;
  private products: Promise<Products> | undefined;
  private coded: { book: Codebook; codes: Codes } | undefined;

  /** `threads`: inside one multiplication. */
  constructor(
    private readonly rows: UnitRows,
    threads = 1,
  ) {
    this.tiles = new TileRunner(rows, threads);
  }

  run(task: JoinTask): Promise<JoinReply> {
    const reply = this.perform(task);
    this.latest = reply.catch(() => undefined);
    return reply;
  }

  private async perform(task: JoinTask): Promise<JoinReply> {
    switch (task.kind) {
      case 'use':
        this.coded = task;
        await this.tiles.use(task.book, task.codes);
        return null;
      case 'encode':
        await this.encode(task.from, task.to);
        return null;
      case 'compare':
        return this.tiles.compare(task);
    }
  }

  private async encode(from: number, to: number): Promise<void> {
    if (!this.coded) throw new Error('No codes were given.');
    const { dimensions, data } = this.rows;
    this.products ??= Products.open();
    const products = await this.products;
    const { book, codes } = this.coded;
    const rows: Matrix = {
      data: unshared(data.subarray(from * dimensions, to * dimensions)),
      rows: to - from,
      columns: dimensions,
    };
    const projected = await products.multiply(rows, book.projection);
    encodeRows(book, rows, projected.data, from, codes);
  }

  async close(): Promise<void> {
    await this.latest;
    await this.tiles.close();
    await (await this.products)?.close();
  }
}
