/** Values that are dear to make, as many as fit into so many bytes; those not used for longest go first. */
export class BytesCache<T> {
  /** The last used comes last. */
  private readonly kept = new Map<string, { value: T; bytes: number }>();
  private held = 0;

  constructor(
    private readonly most: number,
    private readonly bytesOf: (value: T) => number,
  ) {}

  /** Bytes of all that is kept, at most what the cache was made for. */
  get bytes(): number {
    return this.held;
  }

  get(key: string, make: () => T): T {
    const known = this.kept.get(key);
    if (known) {
      this.kept.delete(key);
      this.kept.set(key, known);
      return known.value;
    }
    const value = make();
    const bytes = this.bytesOf(value);
    // One that leaves no room for others would only drive them out.
    if (bytes > this.most / 2) return value;
    this.kept.set(key, { value, bytes });
    this.held += bytes;
    for (const [oldest, entry] of this.kept) {
      if (this.held <= this.most) break;
      this.kept.delete(oldest);
      this.held -= entry.bytes;
    }
    return value;
  }
}
