import sharp from 'sharp';

/** A picture to try an encoder on, as PNG bytes: always the same, with colour, edges and detail. */
export function sampleImage(): Promise<Buffer> {
  const [width, height] = [320, 240];
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      const inside = (x - 190) ** 2 + (y - 110) ** 2 < 70 ** 2;
      data[at] = inside ? 220 : (x * 255) / width;
      data[at + 1] = inside ? 60 + ((x ^ y) & 31) : (y * 255) / height;
      data[at + 2] = inside ? 40 : ((x * 3) ^ (y * 5)) % 256;
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
