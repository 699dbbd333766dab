import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SentenceTokenizer } from './tokenizer';

const file: unknown = JSON.parse(
  readFileSync('miniature/weights/miniature-clip.tokenizer.json', 'utf8'),
);
/** As in the descriptions; training padded with 0. */
const rules = { contextLength: 64, padTokenId: 0 };
const tokenizer = new SentenceTokenizer(file, rules);

/** Written by miniature/train/token_fixture.py with the Rust library that training used. */
const recorded = gunzipSync(readFileSync('miniature/train/fixtures/tokens.jsonl.gz'))
  .toString('utf8')
  .split('\n')
  .map((line) => JSON.parse(line) as [string, number[]]);

describe('the tokenizer', () => {
  it('gives the ids of training for a thousand strings of many scripts, over-long and empty ones', () => {
    expect(recorded).toHaveLength(1000);
    let overLong = 0;
    for (const [sentence, ids] of recorded) {
      const padded = [...ids, ...Array<number>(64 - ids.length).fill(0)];
      const encoded = tokenizer.encode(sentence);
      expect(encoded?.ids ?? null, JSON.stringify(sentence)).toEqual(
        ids.length > 2 ? padded : null,
      );
      if (encoded) expect(encoded.mask.lastIndexOf(1)).toBe(ids.length - 1);
      if (ids.length === 64) overLong += 1;
    }
    expect(overLong).toBeGreaterThan(100);
  });

  it('keeps the end of a sentence that is too long', () => {
    const short = new SentenceTokenizer(file, { contextLength: 5, padTokenId: 0 });
    const [start, dog, end] = short.encode('dog')!.ids;
    expect(short.encode('dog '.repeat(90))?.ids).toEqual([start, dog, dog, dog, end]);
  });

  it('refuses a file that is no tokenizer', () => {
    expect(() => new SentenceTokenizer({ words: {} }, rules)).toThrow();
  });
});
