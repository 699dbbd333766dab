/** Pictures as RGBA bytes, and the smaller copies that shrinking reads from. */
import sharp from 'sharp';

/** Straight-alpha RGBA, row-major, 4 bytes per pixel. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Rasterises an SVG to exactly width x height. */
export async function rasterise(svg: string, width: number, height: number): Promise<Picture> {
  const data = await sharp(Buffer.from(svg))
    .resize(width, height, { fit: 'fill' })
    .ensureAlpha()
    .raw()
    .toBuffer();
  return { width, height, data };
}

/** Half the size by a 2x2 box, colours weighted by alpha so that edges do not darken. */
export function halved(source: Picture): Picture {
  const width = source.width >> 1;
  const height = source.height >> 1;
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let alpha = 0;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let corner = 0; corner < 4; corner += 1) {
        const row = y * 2 + (corner >> 1);
        const p = (row * source.width + x * 2 + (corner & 1)) * 4;
        const a = source.data[p + 3]!;
        alpha += a;
        red += source.data[p]! * a;
        green += source.data[p + 1]! * a;
        blue += source.data[p + 2]! * a;
      }
      const o = (y * width + x) * 4;
      if (alpha > 0) {
        data[o] = red / alpha;
        data[o + 1] = green / alpha;
        data[o + 2] = blue / alpha;
      }
      data[o + 3] = alpha / 4;
    }
  }
  return { width, height, data };
}
