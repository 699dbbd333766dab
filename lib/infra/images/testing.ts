/** Image files for tests, made where they are needed: formats, colour spaces and damage of real uploads. */
import { crc32, deflateSync } from 'node:zlib';
import sharp, { type Sharp } from 'sharp';
import { lettering, widthOf } from '@/miniature/scenes/lettering';

/** A deterministic picture with detail, three bands of 8 bits. */
export function scene(width: number, height: number, seed = 1): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      data[at] = (x * (3 + (seed >> 8)) + seed * 37) % 256;
      data[at + 1] = (y * 2 + seed * 11) % 256;
      data[at + 2] = ((x ^ y) + seed * 5) % 256;
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Red left half, blue right half: shows whether it was turned. */
export async function redBlue(width: number, height: number): Promise<Sharp> {
  const half = { width: width / 2, height, channels: 3 as const };
  const blue = await sharp({ create: { ...half, background: '#0000ff' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    { input: blue, left: width / 2, top: 0 },
  ]);
}

const WORDS = 'THE RIVER AND THE OLD STONE BRIDGE LEAD NORTH WHERE SEVEN TRAINS WAIT'.split(' ');

/** A page of text in letters that need no font of the machine. */
export function page(width: number, height: number, lines: number): Sharp {
  const pitch = height / (lines + 1);
  // A letter is 10 units high.
  const scale = (0.6 * pitch) / 10;
  let words = '';
  for (let k = 0, row = 0, x = pitch; row < lines; k += 1) {
    const word = WORDS[k % WORDS.length]!;
    const wide = widthOf(word) * scale;
    if (x + wide > width - pitch) {
      row += 1;
      x = pitch;
    }
    if (row === lines) break;
    words += `<g transform="translate(${x} ${(row + 0.7) * pitch}) scale(${scale})">${lettering(word, '#222')}</g>`;
    x += wide + 6 * scale;
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fcfcfa"/>${words}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' });
}

/** A PNG whose header claims any size, with almost no image data behind it. */
export function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Turns a PNG into an animated one by the chunk that announces the animation. */
export function animatedPng(png: Buffer): Buffer {
  const control = Buffer.alloc(8);
  control.writeUInt32BE(2, 0);
  const headerEnd = 8 + 25;
  return Buffer.concat([
    png.subarray(0, headerEnd),
    chunk('acTL', control),
    png.subarray(headerEnd),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** Fifteen photographs as cameras, phones and editors write them: name -> bytes. */
export async function fifteenPhotographs(): Promise<Map<string, Buffer>> {
  const gps = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1' } };
  const files: [string, Promise<Buffer>][] = [
    ['plain.jpg', scene(640, 480, 1).jpeg().toBuffer()],
    ['turned.jpg', scene(640, 480, 2).jpeg().withMetadata({ orientation: 6 }).toBuffer()],
    ['mirrored.jpg', scene(640, 480, 3).jpeg().withMetadata({ orientation: 2 }).toBuffer()],
    ['gps.jpg', scene(640, 480, 4).jpeg().withExif(gps).toBuffer()],
    ['progressive.jpg', scene(640, 480, 5).jpeg({ progressive: true }).toBuffer()],
    ['cmyk.jpg', scene(640, 480, 6).toColourspace('cmyk').jpeg().toBuffer()],
    ['grey.jpg', scene(640, 480, 7).toColourspace('b-w').jpeg().toBuffer()],
    ['p3.jpg', scene(640, 480, 8).withIccProfile('p3').jpeg().toBuffer()],
    ['sixteen-bit.png', scene(640, 480, 9).toColourspace('rgb16').png().toBuffer()],
    ['grey.png', scene(640, 480, 10).toColourspace('b-w').png().toBuffer()],
    ['alpha.png', scene(640, 480, 11).ensureAlpha(0.5).png().toBuffer()],
    ['palette.png', scene(640, 480, 12).png({ palette: true }).toBuffer()],
    ['lossy.webp', scene(640, 480, 13).webp().toBuffer()],
    ['lossless.webp', scene(640, 480, 14).webp({ lossless: true }).toBuffer()],
    ['still.avif', scene(320, 240, 15).avif().toBuffer()],
  ];
  return new Map(
    await Promise.all(files.map(async ([name, bytes]) => [name, await bytes] as const)),
  );
}
