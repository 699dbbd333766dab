import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boxResizeSquare } from '@/lib/infra/encoders/preprocess';
import { SCENE_SIZE } from '@/miniature/scenes/frame';
import { planScenes, SPLITS } from '@/miniature/scenes/plan';
import { SceneRenderer } from '@/miniature/scenes/render';

const run = promisify(execFile);
const entry = fileURLToPath(new URL('./corpus.mjs', import.meta.url));
const COUNT = 110;
let folder: string;

const corpus = async (name: string, ...more: string[]) => {
  const out = join(folder, name);
  const args = ['--split', 'dev', '--count', String(COUNT), '--sizes', '48,64', '--out', out];
  const { stderr } = await run(process.execPath, [entry, ...args, ...more]);
  return { out, stderr };
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corpus-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run miniature:corpus', () => {
  it('writes the same bytes whatever the number of threads, and says how far it is', async () => {
    const [one, three] = [
      await corpus('one', '--workers', '1'),
      await corpus('three', '--workers', '3'),
    ];
    const files = (await readdir(one.out)).sort();
    expect(files).toEqual(['meta.json', 'pixels-48.u8', 'pixels-64.u8', 'scenes.jsonl']);
    for (const file of files) {
      const [a, b] = [await readFile(join(one.out, file)), await readFile(join(three.out, file))];
      expect(Buffer.compare(a, b), file).toBe(0);
    }
    expect(three.stderr).toContain(`${COUNT} of ${COUNT} scenes`);
  }, 120_000);

  it('holds what the product’s own loader makes of each scene, in the order of the records', async () => {
    const { out } = await corpus('two');
    const meta = JSON.parse(await readFile(join(out, 'meta.json'), 'utf8'));
    expect(meta).toMatchObject({
      split: 'dev',
      count: COUNT,
      sizes: [48, 64],
      captionsPerScene: 8,
    });
    const records = (await readFile(join(out, 'scenes.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.map((record) => record.index)).toEqual(
      Array.from({ length: COUNT }, (_, i) => i),
    );
    const pixels = await readFile(join(out, 'pixels-64.u8'));
    expect(pixels.length).toBe(COUNT * 64 * 64 * 3);
    const plan = planScenes({ ...SPLITS.dev, count: COUNT });
    const renderer = new SceneRenderer();
    for (const index of [0, 49, COUNT - 1]) {
      const { base, details, cameraSeed, variant } = plan[index]!;
      expect(records[index]).toMatchObject({ base: base.id, main: base.main, variant });
      const data = await renderer.render(base, details, cameraSeed);
      const expected = boxResizeSquare({ data, width: SCENE_SIZE, height: SCENE_SIZE }, 64);
      const at = index * expected.length;
      expect(Buffer.compare(pixels.subarray(at, at + expected.length), expected)).toBe(0);
    }
  }, 120_000);

  it('says what is wrong with an option', async () => {
    const wrong = run(process.execPath, [entry, '--split', 'dev', '--out', folder, '--count', '0']);
    await expect(wrong).rejects.toMatchObject({ stderr: expect.stringContaining('whole number') });
  });
});
