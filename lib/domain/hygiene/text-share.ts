/**
 * How much of a picture text covers, from a map of how likely each pixel lies in the core of a line of
 * text. Lines are found as DB does it (M. Liao et al., "Real-time scene text detection with
 * differentiable binarization", AAAI 2020), with the constants of PP-OCR.
 */

/** Pixels above it belong to a line. */
const LIKELY = 0.3;
/** Mean over a line, below which it is taken for something else: a fence, leaves. */
const SURE = 0.6;
/** Pixels of the core's shorter side, below which nothing is called a line. */
const MIN_SIDE = 3;
/**
 * Share of the picture's shorter side that a line may be high. What is higher is one word on a thing that
 * is seen from near by, or no text at all: the network takes a cup or a magnet for a large letter.
 */
const MAX_HEIGHT = 1 / 6;
/** Share of the picture that one line counts for at most: three words on large signs are no page. */
const MAX_LINE = 1 / 25;
/** A line is its core grown by this share of the core's area over its outline. */
const GROWTH = 1.5;

export interface LikelyText {
  /** 0 to 1, row-major; a row may be longer than the picture is wide. */
  likely: Float32Array;
  stride: number;
  width: number;
  height: number;
}

/** Percent of the picture, 0 to 100. Lines are taken as rectangles, in any direction. */
export function textShare({ likely, stride, width, height }: LikelyText): number {
  const seen = new Uint8Array(width * height);
  const stack: number[] = [];
  let covered = 0;
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] || likely[place(start)]! <= LIKELY) continue;
    const line = new Line();
    seen[start] = 1;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      line.add(x, y, likely[y * stride + x]!);
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (y > 0) visit(at - width);
      if (y < height - 1) visit(at + width);
    }
    const area = line.area(MAX_HEIGHT * Math.min(width, height));
    covered += Math.min(area, MAX_LINE * width * height);
  }
  return Math.min(100, (100 * covered) / (width * height));

  function visit(at: number): void {
    if (seen[at] || likely[place(at)]! <= LIKELY) return;
    seen[at] = 1;
    stack.push(at);
  }

  function place(at: number): number {
    return Math.floor(at / width) * stride + (at % width);
  }
}

/** One patch of the map, as the rectangle with the same spread of pixels. */
class Line {
  private count = 0;
  private likely = 0;
  private x = 0;
  private y = 0;
  private xx = 0;
  private yy = 0;
  private xy = 0;

  add(x: number, y: number, likely: number): void {
    this.count += 1;
    this.likely += likely;
    this.x += x;
    this.y += y;
    this.xx += x * x;
    this.yy += y * y;
    this.xy += x * y;
  }

  /** Pixels that the line covers; 0 where it is none, or is higher than `most`. */
  area(most: number): number {
    const { count } = this;
    if (this.likely / count < SURE) return 0;
    const [x, y] = [this.x / count, this.y / count];
    // A pixel is a square, not a point: 1/12.
    const xx = this.xx / count - x * x + 1 / 12;
    const yy = this.yy / count - y * y + 1 / 12;
    const xy = this.xy / count - x * y;
    const middle = (xx + yy) / 2;
    const apart = Math.hypot((xx - yy) / 2, xy);
    const length = Math.sqrt(12 * (middle + apart));
    const height = Math.sqrt(12 * Math.max(0, middle - apart));
    if (height < MIN_SIDE) return 0;
    const growth = (GROWTH * count) / (2 * (length + height));
    const high = height + 2 * growth;
    return high > most ? 0 : (length + 2 * growth) * high;
  }
}
