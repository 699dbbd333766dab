/**
 * Images in company: several in one run are faster, but a matrix kernel may sum in another order for
 * another number of rows, and an embedding must not depend on its neighbours. So the first images are
 * run alone as well as together, and company is kept only where every row is the same to the bit, the
 * rows are not all alike, and the run was faster. Which kernel runs depends on shapes, not on values; so only these two shapes
 * are ever run: one image, and COMPANY of them.
 */

/** Largest gain measured at 8 (docs/decisions/0010); more only takes memory. */
export const COMPANY = 8;

/**
 * Up to so much difference a comparison may be a busy moment's; it is then made again on the next
 * images, and the sum of all decides.
 */
const UNCLEAR = 0.2;
const MOST_COMPARISONS = 3;

/** Runs `count` images that lie one after another in `pixels`; gives their rows in the same way. */
export type Run = (pixels: Float32Array, count: number) => Promise<Float32Array>;

/** To the bit. */
export const equal = (a: Float32Array, b: Float32Array): boolean =>
  a.length === b.length &&
  Buffer.compare(
    Buffer.from(a.buffer, a.byteOffset, a.byteLength),
    Buffer.from(b.buffer, b.byteOffset, b.byteLength),
  ) === 0;

export class Company {
  private kept: boolean | undefined;
  private warm = false;
  private readonly spent = { comparisons: 0, alone: 0, together: 0 };

  /** `fixed`: the graph takes one image at a time only. `now`: milliseconds. */
  constructor(
    private readonly one: Run,
    fixed: boolean,
    private readonly now: () => number = () => performance.now(),
  ) {
    if (fixed) this.kept = false;
  }

  /** Whether several images are run at once; undefined until enough were seen. */
  get together(): boolean | undefined {
    return this.kept;
  }

  /** One row per image. */
  async rows(pixels: Float32Array, count: number): Promise<Float32Array[]> {
    const size = pixels.length / count;
    const rows: Float32Array[] = [];
    while (rows.length < count) {
      const at = rows.length;
      const many = count - at >= COMPANY && this.kept !== false;
      const part = pixels.subarray(at * size, (at + (many ? COMPANY : 1)) * size);
      if (!many) rows.push(await this.alone(part));
      else if (this.kept) rows.push(...split(await this.one(part, COMPANY), COMPANY));
      else rows.push(...(await this.compared(part, size)));
    }
    return rows;
  }

  private async alone(pixels: Float32Array): Promise<Float32Array> {
    const row = await this.one(pixels, 1);
    this.warm = true;
    return row;
  }

  /** Rows of COMPANY images run alone; decides whether the next ones are run together. */
  private async compared(pixels: Float32Array, size: number): Promise<Float32Array[]> {
    // The first run of a session also allocates.
    if (!this.warm) await this.alone(pixels.subarray(0, size));
    const alone = await this.timed(async () => {
      const rows: Float32Array[] = [];
      for (let k = 0; k < COMPANY; k += 1) {
        rows.push(await this.alone(pixels.subarray(k * size, (k + 1) * size)));
      }
      return rows;
    });
    // A graph that cannot take several images says so by failing.
    const company = await this.timed(() => this.one(pixels, COMPANY).catch(() => undefined));
    // A graph that mixes its images looks innocent where all of them are the same; the next ones will tell.
    if (company.result && alone.result.every((row) => equal(row, alone.result[0]!))) {
      return alone.result;
    }
    const together = company.result && split(company.result, COMPANY);
    const same = together?.every((row, k) => equal(row, alone.result[k]!));
    if (same) this.decide(alone.ms, company.ms);
    else this.kept = false;
    return alone.result;
  }

  private async timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
    const start = this.now();
    const result = await work();
    return { result, ms: this.now() - start };
  }

  private decide(alone: number, together: number): void {
    const { spent } = this;
    spent.comparisons += 1;
    spent.alone += alone;
    spent.together += together;
    const unclear = Math.abs(spent.together / spent.alone - 1) < UNCLEAR;
    if (unclear && spent.comparisons < MOST_COMPARISONS) return;
    this.kept = spent.together < spent.alone;
  }
}

function split(rows: Float32Array, count: number): Float32Array[] {
  const width = rows.length / count;
  return Array.from({ length: count }, (_, k) => rows.subarray(k * width, (k + 1) * width));
}
