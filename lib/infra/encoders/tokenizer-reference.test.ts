/**
 * The ids that transformers gives for a thousand strings: tools/reference/tokenizers_reference.py
 * trained small vocabularies with the settings of the published ones and recorded them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SentencepieceNormalizer } from './charsmap';
import { SentenceTokenizer } from './tokenizer';

interface Expected {
  transformers: string;
  strings: string[];
  clip: number[][];
  siglip: number[][];
  siglip2: number[][];
  clipPublished: number[][];
}

const FIXTURES = join(import.meta.dirname, 'fixtures/tokenizers');
const read = (name: string): unknown =>
  JSON.parse(gunzipSync(readFileSync(join(FIXTURES, `${name}.json.gz`))).toString('utf8'));
const expected = read('expected') as Expected;
/** The published vocabulary of CLIP is not ours to ship; docs/encoders.md says how to get it. */
const published = process.env.BLINDPAIR_CLIP_TOKENIZER;

function expectAll(
  file: unknown,
  ids: readonly number[][],
  {
    contextLength,
    padTokenId,
    frame,
  }: { contextLength: number; padTokenId: number; frame: number },
  skip: (sentence: string) => boolean = () => false,
): void {
  const tokenizer = new SentenceTokenizer(file, { contextLength, padTokenId });
  expect(expected.strings).toHaveLength(1000);
  let compared = 0;
  let cut = 0;
  for (const [at, sentence] of expected.strings.entries()) {
    const want = ids[at]!;
    if (skip(sentence)) continue;
    compared += 1;
    const encoded = tokenizer.encode(sentence);
    if (want.length <= frame) expect(encoded, JSON.stringify(sentence)).toBeNull();
    else {
      const padding = Array<number>(contextLength - want.length).fill(padTokenId);
      expect(encoded?.ids, JSON.stringify(sentence)).toEqual([...want, ...padding]);
      expect(encoded?.mask.lastIndexOf(1)).toBe(want.length - 1);
    }
    if (want.length === contextLength) {
      // Cut sentences keep their end mark.
      expect(want.at(-1)).toBe(ids[4]!.at(-1));
      cut += 1;
    }
  }
  expect(compared).toBeGreaterThanOrEqual(998);
  expect(cut).toBeGreaterThan(40);
}

describe(`token ids of transformers ${expected.transformers} for a thousand strings`, () => {
  it('byte pairs as CLIP has them', () => {
    const padTokenId = expected.clip[4]!.at(-1)!;
    expectAll(read('clip'), expected.clip, { contextLength: 77, padTokenId, frame: 2 });
  });

  it('sentencepiece Unigram as SigLIP has it', () => {
    // A literal mark is cut out of a sentence by the Python class before anything else; in a
    // tokenizer.json what follows begins a new word. Nobody describes a picture with </s>.
    const marked = (sentence: string): boolean => sentence.includes('</s>');
    const rules = { contextLength: 64, padTokenId: 1, frame: 1 };
    expectAll(read('siglip'), expected.siglip, rules, marked);
  });

  it('sentencepiece byte pairs with single bytes for the rest, as SigLIP 2 has them from Gemma', () => {
    const rules = { contextLength: 64, padTokenId: 0, frame: 1 };
    expectAll(read('siglip2'), expected.siglip2, rules);
  });

  it.skipIf(!published)(
    'the published vocabulary of CLIP (skipped where BLINDPAIR_CLIP_TOKENIZER names no tokenizer.json)',
    () => {
      const file: unknown = JSON.parse(readFileSync(published ?? '', 'utf8'));
      // 49407 is <|endoftext|>, with which CLIP pads.
      const rules = { contextLength: 77, padTokenId: 49407, frame: 2 };
      expectAll(file, expected.clipPublished, rules);
    },
  );
});

it('refuses a table of characters that is cut off', () => {
  expect(
    () =>
      new SentencepieceNormalizer({ type: 'Precompiled', precompiled_charsmap: 'AAAA' }, 'AAAA'),
  ).toThrow('no table of sentencepiece');
});
