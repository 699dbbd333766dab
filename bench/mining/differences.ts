/** Whether two answers are the same but for pairs at a threshold, where float32 cannot decide. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { SEMANTIC_DIMENSIONS, VISUAL_DIMENSIONS } from './vectors';

/** FAISS sums in float32; its cosines were seen to be off by up to 1.5e-6. */
const BAND = 5e-6;
const ABOVE = 0.95;
const BELOW = 0.6;

/** Sentences about pairs that one answer lacks though their float64 cosines are clear. */
export async function differences(
  semantic: string,
  visual: string,
  ours: string,
  theirs: string,
  every: number,
): Promise<string[]> {
  const asked = (i: number, j: number) => i % every === 0 || j % every === 0;
  const own = pairsIn(ours, asked);
  const other = pairsIn(theirs, asked);
  const wrong: string[] = [];
  const look = (from: Set<string>, to: Set<string>, who: string) => {
    for (const key of from) {
      if (to.has(key)) continue;
      const [i = 0, j = 0] = key.split(' ').map(Number);
      const s = exact(semantic, SEMANTIC_DIMENSIONS, i, j);
      const v = exact(visual, VISUAL_DIMENSIONS, i, j);
      if (Math.abs(s - ABOVE) <= BAND || Math.abs(v - BELOW) <= BAND) continue;
      wrong.push(`${who} has ${key} alone (cosines ${s} and ${v}).`);
    }
  };
  look(own, other, 'the join');
  look(other, own, 'FAISS');
  return wrong;
}

function pairsIn(file: string, asked: (i: number, j: number) => boolean): Set<string> {
  const bytes = readFileSync(file);
  const numbers = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const keys = new Set<string>();
  for (let k = 0; k < numbers.length; k += 2) {
    const i = numbers[k]!;
    const j = numbers[k + 1]!;
    if (asked(i, j)) keys.add(`${i} ${j}`);
  }
  return keys;
}

function exact(file: string, dimensions: number, i: number, j: number): number {
  const handle = openSync(file, 'r');
  const row = (at: number): UnitRows => {
    const data = new Float32Array(dimensions);
    readSync(handle, new Uint8Array(data.buffer), 0, 4 * dimensions, at * 4 * dimensions);
    return { data, count: 1, dimensions };
  };
  try {
    return cosine(row(i), 0, row(j), 0);
  } finally {
    closeSync(handle);
  }
}
