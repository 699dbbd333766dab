/** `blindpair ingest` as a person runs it: a process of its own, on a folder of good and bad files. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fifteenPhotographs, scene } from '@/lib/infra/images/testing';

const ENTRY = fileURLToPath(new URL('blindpair.mjs', import.meta.url));
/** Starting an embedded database in a new folder takes seconds, on a busy machine many. */
const LONG_MS = 180_000;

let folder: string;
let photos: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-ingest-cli-'));
  photos = join(folder, 'photos');
  await mkdir(photos);
  const whole = await scene(800, 600, 99).jpeg().toBuffer();
  const files = new Map([
    ...(await fifteenPhotographs()),
    ['corrupt.jpg', whole.subarray(0, whole.length / 3)],
    ['drawing.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
    ['huge.png', whitePng(20_000)],
  ]);
  for (const [name, bytes] of files) await writeFile(join(photos, name), bytes);
}, LONG_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A whole and valid black-and-white PNG of so many pixels a side: 400 megapixels in 50 kB. */
function whitePng(side: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  // Each row: no filter, then one bit a pixel.
  const row = Buffer.alloc(1 + Math.ceil(side / 8), 0xff).fill(0, 0, 1);
  const rows = Buffer.alloc(row.length * side, row);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

const ingest = async (...options: string[]): Promise<string> => {
  const { DATABASE_URL: _, ...env } = process.env;
  const args = ['--data', join(folder, 'data'), 'ingest', photos, '--project', 'photos'];
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, [ENTRY, ...args, ...options], { env });
  return stdout;
};

describe('blindpair ingest DIR', () => {
  it(
    'takes the fifteen good photographs and says for each bad file why it is refused',
    async () => {
      const report = await ingest('--create');
      const lines = report.trim().split('\n');
      const refused = lines.slice(0, -1).map((line) => line.split(/\s{2,}/));
      expect(refused).toEqual([
        ['refused', 'corrupt.jpg', expect.stringContaining('damaged or cut off')],
        ['refused', 'drawing.png', expect.stringContaining('SVG drawing, whatever its name says')],
        ['refused', 'huge.png', expect.stringContaining('20,000 x 20,000 pixels')],
      ]);
      expect(lines.at(-1)).toBe('15 added, 0 duplicates, 3 refused.');

      const again = JSON.parse(await ingest('--json')) as {
        files: { name: string; outcome: string; imageId: string | null; sameAs: string | null }[];
      };
      expect(again).toMatchObject({ added: 0, duplicate: 15, refused: 3 });
      const known = again.files.filter((file) => file.outcome === 'DUPLICATE');
      expect(new Set(known.map((file) => file.imageId)).size).toBe(15);
      for (const file of known) expect(file.sameAs).toBe(file.name);
      expect(again.files.find((file) => file.name === 'huge.png')).toMatchObject({
        reason: { key: 'too-many-pixels', params: { width: 20_000, height: 20_000 } },
      });
    },
    LONG_MS,
  );
});
