import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Company, COMPANY } from './company';
import { FLOAT, intAttribute, intsAttribute, model, node, text, value } from './onnx-wire';
import { floats, openSession, Tensor } from './ort';

const VIT = 'lib/infra/encoders/fixtures/reference/clip.vision.onnx';
const SIZE = 3 * 32 * 32;

/** Seeded noise (Numerical Recipes' constants). */
function noise(count: number): Float32Array {
  let state = 5;
  return new Float32Array(count).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2147483648 - 1;
  });
}

async function runOf(graph: Uint8Array, output: string, threads = 1) {
  const session = await openSession(graph, { threads });
  return async (pixels: Float32Array, count: number) => {
    const input = new Tensor('float32', pixels, [count, 3, 32, 32]);
    return floats(await session.run({ pixel_values: input }, [output]), output);
  };
}

/** Output `y`, x plus the mean of all images: rows that depend on their neighbours. */
function sociable(): Uint8Array {
  const graph = [
    node(
      'ReduceMean',
      ['pixel_values'],
      'mean',
      intsAttribute('axes', [0]),
      intAttribute('keepdims', 1),
    ),
    node('Add', ['pixel_values', 'mean'], 'y'),
    text(2, 'sociable'),
    value(11, 'pixel_values', FLOAT, ['n', 3, 32, 32]),
    value(12, 'y', FLOAT, ['n', 3, 32, 32]),
  ].flat();
  const { before, after } = model(graph.length, 13);
  return Uint8Array.from([...before, ...graph, ...after]);
}

describe('images in company', () => {
  it('have, in a vision transformer, the same rows to the bit in any company, in any place, on any number of threads', async () => {
    const count = 24;
    const pixels = noise(count * SIZE);
    const graph = readFileSync(VIT);
    const one = await runOf(graph, 'image_embeds');
    const alone: Float32Array[] = [];
    for (let k = 0; k < count; k += 1) {
      alone.push((await one(pixels.subarray(k * SIZE, (k + 1) * SIZE), 1)).slice());
    }
    const width = alone[0]!.length;
    for (const threads of [1, 2, 3, 4]) {
      const run = await runOf(graph, 'image_embeds', threads);
      for (const together of [1, 2, 3, 5, COMPANY, 12]) {
        for (let at = 0; at + together <= count; at += together) {
          const rows = await run(pixels.subarray(at * SIZE, (at + together) * SIZE), together);
          for (let k = 0; k < together; k += 1) {
            expect(rows.slice(k * width, (k + 1) * width)).toEqual(alone[at + k]);
          }
        }
      }
    }
  });

  it('are the rows of each alone, whatever was decided', async () => {
    const count = COMPANY * 3 + 5;
    const pixels = noise(count * SIZE);
    const run = await runOf(readFileSync(VIT), 'image_embeds');
    const rows = await new Company(run, false).rows(pixels, count);
    expect(rows).toHaveLength(count);
    for (const [k, row] of rows.entries()) {
      expect(row).toEqual(await run(pixels.subarray(k * SIZE, (k + 1) * SIZE), 1));
    }
  });

  it('are run alone where a row depends on its neighbours', async () => {
    const pixels = noise(COMPANY * 2 * SIZE);
    const company = new Company(await runOf(sociable(), 'y'), false);
    const rows = await company.rows(pixels, COMPANY * 2);
    expect(company.together).toBe(false);
    // x + x, since an image alone is its own mean.
    rows.forEach((row, k) =>
      expect(row).toEqual(pixels.slice(k * SIZE, (k + 1) * SIZE).map((x) => x + x)),
    );
  });

  it('decide nothing while all images are the same, which hides that a row depends on its neighbours', async () => {
    const company = new Company(await runOf(sociable(), 'y'), false);
    const same = new Float32Array(COMPANY * SIZE).fill(0.5);
    await company.rows(same, COMPANY);
    expect(company.together).toBeUndefined();
    await company.rows(noise(COMPANY * SIZE), COMPANY);
    expect(company.together).toBe(false);
  });

  it('are run together only where that is faster: the next time, or after three looks where it is unclear', async () => {
    const costing = (ms: (count: number) => number) => {
      const asked: number[] = [];
      let time = 0;
      const run = async (pixels: Float32Array, count: number) => {
        asked.push(count);
        time += ms(count);
        return Float32Array.from({ length: count }, (_, k) => pixels[k * SIZE]!);
      };
      const company = new Company(run, false, () => time);
      return { asked, company };
    };
    const pixels = noise(COMPANY * SIZE);
    const faster = costing(() => 20);
    await faster.company.rows(pixels, COMPANY);
    expect(faster.company.together).toBe(true);
    const slower = costing((count) => (count === 1 ? 5 : 120));
    await slower.company.rows(pixels, COMPANY);
    expect(slower.company.together).toBe(false);
    const same = costing((count) => 20 * count);
    for (let look = 1; look <= 3; look += 1) {
      expect(same.company.together).toBeUndefined();
      await same.company.rows(pixels, COMPANY);
    }
    expect(same.company.together).toBeDefined();
  });

  it('are run alone where the graph takes one at a time', async () => {
    const company = new Company(async (pixels, count) => {
      if (count > 1) throw new Error('Got 8, expected 1.');
      return pixels.slice(0, 2);
    }, false);
    expect(await company.rows(noise(COMPANY * SIZE), COMPANY)).toHaveLength(COMPANY);
    expect(company.together).toBe(false);
  });
});
