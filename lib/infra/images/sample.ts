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

/**
 * A served JPEG, of 500 x 375 where nothing else is said, a usual size of web photographs: gradients, edges
 * and noise from the seed, about as many bytes as such a photograph.
 */
export function samplePhotograph(
  seed: number,
  { width, height } = { width: 500, height: 375 },
): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3);
  // Numerical Recipes' constants.
  let state = (Math.imul(seed, 2654435761) + 1) >>> 0;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
  const discs = Array.from({ length: 9 }, () => ({
    x: random() * width,
    y: random() * height,
    radius: ((20 + random() * 80) * width) / 500,
    colour: [random() * 255, random() * 255, random() * 255],
  }));
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      const disc = discs.find((one) => Math.hypot(x - one.x, y - one.y) < one.radius);
      const [red, green, blue] = disc?.colour ?? [(x * 200) / width, (y * 200) / height, 120];
      const grain = random() * 32;
      data[at] = Math.min(255, red! * 0.8 + grain);
      data[at + 1] = Math.min(255, green! * 0.8 + grain);
      data[at + 2] = Math.min(255, blue! * 0.8 + grain);
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer();
}
