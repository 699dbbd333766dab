/** Pictures as RGBA bytes, cut to what can be seen, and the smaller copies that shrinking reads. */
import sharp from 'sharp';

/** Straight-alpha RGBA, row-major, 4 bytes per pixel. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}
/** Largest first; each half of the one before. */
export type Mipmap = readonly [Picture, ...Picture[]];

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
function halved(source: Picture): Picture {
  const width = Math.max(1, source.width >> 1);
  const height = Math.max(1, source.height >> 1);
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
        const a = source.data[p + 3] ?? 0;
        alpha += a;
        red += (source.data[p] ?? 0) * a;
        green += (source.data[p + 1] ?? 0) * a;
        blue += (source.data[p + 2] ?? 0) * a;
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

export function mipmap(picture: Picture): Mipmap {
  const half = halved(picture);
  const quarter = halved(half);
  return [picture, half, quarter, halved(quarter)];
}

export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The smallest rectangle that holds every pixel with more than a trace of opacity. */
export function boundsOf({ width, height, data }: Picture): Bounds {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if ((data[(y * width + x) * 4 + 3] ?? 0) < 24) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) throw new RangeError('The picture shows nothing.');
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

export function cropped(picture: Picture, bounds: Bounds): Picture {
  const data = new Uint8Array(bounds.width * bounds.height * 4);
  for (let y = 0; y < bounds.height; y += 1) {
    const from = ((bounds.y + y) * picture.width + bounds.x) * 4;
    data.set(picture.data.subarray(from, from + bounds.width * 4), y * bounds.width * 4);
  }
  return { width: bounds.width, height: bounds.height, data };
}

/** Draws `ink` onto the parts of `picture` that are there; both of one size. */
export function drawInside(picture: Picture, ink: Picture): void {
  const { data } = picture;
  for (let p = 0; p < data.length; p += 4) {
    const share = (ink.data[p + 3] ?? 0) / 255;
    if (share === 0 || data[p + 3] === 0) continue;
    for (let k = 0; k < 3; k += 1) {
      data[p + k] = (data[p + k] ?? 0) * (1 - share) + (ink.data[p + k] ?? 0) * share;
    }
  }
}

/** Makes everything but the largest connected part transparent: crumbs that a bite left behind. */
export function keepLargestPart({ width, height, data }: Picture): void {
  const part = new Int32Array(width * height);
  const sizes = [0];
  for (let start = 0; start < part.length; start += 1) {
    if (part[start] !== 0 || (data[start * 4 + 3] ?? 0) < 24) continue;
    const id = sizes.length;
    sizes.push(0);
    const open = [start];
    part[start] = id;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      sizes[id] = (sizes[id] ?? 0) + 1;
      const x = at % width;
      const neighbours = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width];
      for (const next of neighbours) {
        if (next < 0 || next >= part.length || part[next] !== 0) continue;
        if ((data[next * 4 + 3] ?? 0) < 24) continue;
        part[next] = id;
        open.push(next);
      }
    }
  }
  const largest = sizes.indexOf(Math.max(...sizes));
  for (let i = 0; i < part.length; i += 1) if (part[i] !== largest) data[i * 4 + 3] = 0;
}
