/**
 * Rows of an import in the order of their images, as far as memory reaches. What is larger than that becomes
 * several ordered stretches: whoever needs images that follow one another, as a tile of a mining run does,
 * finds their rows side by side in each of them, and none between that it does not want.
 */
export class SortedRows {
  private readonly places: Uint32Array;
  private readonly rows: Float32Array;
  private count = 0;

  /** `total` rows will come; at most `bytes` of them are held, but one row at least. */
  constructor(
    total: number,
    private readonly dimensions: number,
    bytes: number,
  ) {
    const most = Math.max(1, Math.floor(bytes / (dimensions * Float32Array.BYTES_PER_ELEMENT)));
    const stretches = Math.max(1, Math.ceil(total / most));
    // All of about the same length: a short last one would be an ordered stretch more to look into.
    const held = Math.max(1, Math.ceil(total / stretches));
    this.places = new Uint32Array(held);
    this.rows = new Float32Array(held * dimensions);
  }

  get full(): boolean {
    return this.count === this.places.length;
  }

  /** Where the row of the image at this place of all images is to be written. Not to be called when full. */
  next(place: number): Float32Array {
    const at = this.count;
    this.places[at] = place;
    this.count += 1;
    return this.row(at);
  }

  /** Takes out what is held, by ascending place, `size` rows at a time; each piece is a copy. */
  *take(size: number): Generator<{ places: number[]; rows: Float32Array }> {
    const { dimensions } = this;
    const order = Uint32Array.from({ length: this.count }, (_, at) => at);
    order.sort((a, b) => this.places[a]! - this.places[b]!);
    for (let from = 0; from < order.length; from += size) {
      const piece = order.subarray(from, from + size);
      const rows = new Float32Array(piece.length * dimensions);
      piece.forEach((at, k) => rows.set(this.row(at), k * dimensions));
      yield { places: Array.from(piece, (at) => this.places[at]!), rows };
    }
    this.count = 0;
  }

  private row(at: number): Float32Array {
    return this.rows.subarray(at * this.dimensions, (at + 1) * this.dimensions);
  }
}
