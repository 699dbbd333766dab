/** Pictures with text over them, as pages, screenshots, memes and watermarks have it. For measuring how well text is found. */
import sharp from 'sharp';

type Change = (served: Buffer, seed: number) => Promise<Buffer>;

const LATIN =
  'the of light a river and stone under open window before seven quiet gardens with every road that leads north where people wait for morning trains again carrying bread paper water'.split(
    ' ',
  );
const HAN = '山水之间有一座小城清晨人们沿着河岸走过石桥听见远处钟声今天天气很好我们一起去看花';

/** Words until a line is full; the seed decides which. */
function line(letters: number, seed: number, script: 'latin' | 'han'): string {
  const step = 7 + (seed % 5);
  if (script === 'han') {
    const many = Math.max(1, Math.round(letters / 2));
    return Array.from({ length: many }, (_, k) => HAN[(seed * 13 + k * step) % HAN.length]).join(
      '',
    );
  }
  let text = '';
  for (let k = seed * 3; text.length < letters; k += step) text += `${LATIN[k % LATIN.length]} `;
  return text.slice(0, letters).trim();
}

interface Size {
  width: number;
  height: number;
}

const over =
  (draw: (size: Size, seed: number) => string): Change =>
  async (served, seed) => {
    const { width, height } = await sharp(served).metadata();
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif">${draw({ width, height }, seed)}</svg>`;
    return sharp(served)
      .composite([{ input: Buffer.from(svg) }])
      .jpeg({ quality: 90 })
      .toBuffer();
  };

/** Lines of text on a panel from `top` to the lower edge, both shares of the height. */
const page = (lines: number, script: 'latin' | 'han' = 'latin', top = 0): Change =>
  over(({ width, height }, seed) => {
    const room = height * (1 - top);
    const pitch = (0.94 * room) / lines;
    const size = 0.68 * pitch;
    const letters = Math.floor((0.9 * width) / (0.53 * size));
    const rows = Array.from({ length: lines }, (_, k) => {
      // Paragraphs end before the margin.
      const full = k % 6 === 5 ? Math.ceil(letters / 2) : letters;
      const y = height - room + 0.03 * room + (k + 0.8) * pitch;
      return `<text x="${0.05 * width}" y="${y}" font-size="${size}" fill="#222">${line(full, seed + k, script)}</text>`;
    });
    return `<rect y="${height - room}" width="${width}" height="${room}" fill="#fafafa"/>${rows.join('')}`;
  });

/** Capitals with an outline at the upper and the lower edge; `share` of the height each line. */
const captions = (lines: number, share: number): Change =>
  over(({ width, height }, seed) => {
    const size = share * height;
    const letters = Math.floor((0.94 * width) / (0.72 * size));
    const rows = Array.from({ length: 2 * lines }, (_, k) => {
      const upper = k < lines;
      const y = upper
        ? (k + 1) * size * 1.05
        : height - (2 * lines - k - 1) * size * 1.05 - 0.2 * size;
      return `<text x="${width / 2}" y="${y}" text-anchor="middle" font-size="${size}" font-weight="bold" fill="#fff" stroke="#000" stroke-width="${size / 14}">${line(letters, seed + 5 * k, 'latin').toUpperCase()}</text>`;
    });
    return rows.join('');
  });

/** One name again and again, slanting, as picture agencies lay it over a preview. */
const tiled = (share: number, opacity: number): Change =>
  over(({ width, height }) => {
    const size = share * height;
    const marks: string[] = [];
    for (let y = -height; y < 2 * height; y += 3 * size) {
      for (let x = -width; x < 2 * width; x += 6.2 * size) {
        marks.push(`<text x="${x + (y % (6 * size)) / 2}" y="${y}">stockphoto</text>`);
      }
    }
    return `<g transform="rotate(-30 ${width / 2} ${height / 2})" font-size="${size}" fill="#fff" fill-opacity="${opacity}">${marks.join('')}</g>`;
  });

const across = (share: number, opacity: number): Change =>
  over(
    ({ width, height }) =>
      `<text transform="rotate(-30 ${width / 2} ${height / 2})" x="${width / 2}" y="${height / 2}" text-anchor="middle" font-size="${share * height}" font-weight="bold" fill="#fff" fill-opacity="${opacity}">SAMPLE</text>`,
  );

const corner = (text: string, share: number): Change =>
  over(
    ({ width, height }) =>
      `<text x="${0.97 * width}" y="${0.96 * height}" text-anchor="end" font-size="${share * height}" fill="#fff" fill-opacity="0.8">${text}</text>`,
  );

/** A board with one word on it, of which letters are `share` of the height. */
const sign = (word: string, share: number): Change =>
  over(({ width, height }) => {
    const size = share * height;
    const wide = word.length * size * 0.72 + size;
    return `<rect x="${(width - wide) / 2}" y="${0.4 * height - size}" width="${wide}" height="${1.6 * size}" rx="${size / 5}" fill="#1d4f9c" stroke="#fff" stroke-width="${size / 12}"/><text x="${width / 2}" y="${0.4 * height + 0.15 * size}" text-anchor="middle" font-size="${size}" font-weight="bold" fill="#fff">${word}</text>`;
  });

const subtitle = (share: number): Change =>
  over(
    ({ width, height }, seed) =>
      `<text x="${width / 2}" y="${0.95 * height}" text-anchor="middle" font-size="${share * height}" fill="#fff" stroke="#000" stroke-width="${(share * height) / 18}" paint-order="stroke">${line(Math.floor(0.8 / (0.53 * share)), seed, 'latin')}</text>`,
  );

/** What is to be flagged for its text. */
export const HEAVY_TEXT: Readonly<Record<string, Change>> = {
  'page, 10 lines': page(10),
  'page, 20 lines': page(20),
  'page, 30 lines': page(30),
  'page, 45 lines': page(45),
  'page, 20 lines, Chinese': page(20, 'han'),
  'lower half a page, 10 lines': page(10, 'latin', 0.5),
  'lower third a page, 6 lines': page(6, 'latin', 0.67),
  'captions, 2 + 2 lines of 12 %': captions(2, 0.12),
  'captions, 1 + 1 lines of 12 %': captions(1, 0.12),
  'captions, 1 + 1 lines of 8 %': captions(1, 0.08),
  'watermark, tiled, 8 %, opacity 0.6': tiled(0.08, 0.6),
  'watermark, tiled, 8 %, opacity 0.35': tiled(0.08, 0.35),
  'watermark, tiled, 8 %, opacity 0.2': tiled(0.08, 0.2),
  'watermark, tiled, 5 %, opacity 0.35': tiled(0.05, 0.35),
  'watermark, once across, 22 %, opacity 0.5': across(0.22, 0.5),
};

/** What is to stay: text that is part of the scene, or so small that the scene can be asked about. */
export const LIGHT_TEXT: Readonly<Record<string, Change>> = {
  'sign, 1 word of 6 %': sign('BAKERY', 0.06),
  'sign, 1 word of 12 %': sign('BAKERY', 0.12),
  'sign, 1 word of 18 %': sign('EXIT', 0.18),
  'subtitle, 1 line of 5 %': subtitle(0.05),
  'watermark in a corner, 5 %': corner('stockphoto', 0.05),
  'date in a corner, 4 %': corner('2024-05-17 10:32', 0.04),
};
