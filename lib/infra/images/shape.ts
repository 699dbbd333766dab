/** What attention checks show: one of two plain shapes, which nobody takes for the other. */
import sharp from 'sharp';

/** Pixels of each side. */
const SIDE = 480;
const drawn = new Map<number, Promise<Buffer>>();

/** A served JPEG: 1 is a circle, 2 a square, in dark grey on light grey. */
export function shapeJpeg(shape: number): Promise<Buffer> {
  const known = drawn.get(shape) ?? draw(shape);
  drawn.set(shape, known);
  return known;
}

function draw(shape: number): Promise<Buffer> {
  const [middle, half] = [SIDE / 2, SIDE / 4];
  const pixels = Buffer.alloc(SIDE * SIDE * 3, 225);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const [dx, dy] = [x - middle + 0.5, y - middle + 0.5];
      const inside =
        shape === 1 ? dx * dx + dy * dy < half * half : Math.max(Math.abs(dx), Math.abs(dy)) < half;
      if (inside) pixels.fill(60, (y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3);
    }
  }
  return sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
}
