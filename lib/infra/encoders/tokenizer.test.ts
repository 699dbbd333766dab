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

  it.each([
    [[], ['w1', 'w2', 'w3', 'w4']],
    [['<s>'], ['<s>', 'w1', 'w2', 'w3']],
    [['</s>'], ['w1', 'w2', 'w3', '</s>']],
    [
      ['<s>', '</s>'],
      ['<s>', 'w1', 'w2', '</s>'],
    ],
    [
      ['<s>', '</s>', '</s>'],
      ['<s>', 'w1', '</s>', '</s>'],
    ],
  ])(
    'cuts a sentence framed by %j such that its marks stay, and takes no word for one',
    (marks, kept) => {
      const words = ['a', 'w1', 'w2', 'w3', 'w4', 'w5'];
      const vocab = Object.fromEntries(
        ['?', '<s>', '</s>', ...words].map((word, id) => [word, id]),
      );
      const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
      const at = marks[0] === '<s>' ? 1 : 0;
      const single = [
        ...marks.slice(0, at).map(special),
        { Sequence: { id: 'A', type_id: 0 } },
        ...marks.slice(at).map(special),
      ];
      const framed = new SentenceTokenizer(
        {
          version: '1.0',
          added_tokens: [],
          normalizer: null,
          pre_tokenizer: { type: 'Whitespace' },
          post_processor: {
            type: 'TemplateProcessing',
            single,
            pair: single,
            special_tokens: Object.fromEntries(
              ['<s>', '</s>'].map((id) => [id, { id, ids: [vocab[id]], tokens: [id] }]),
            ),
          },
          decoder: null,
          model: { type: 'WordLevel', vocab, unk_token: '?' },
        },
        { contextLength: 4, padTokenId: 0 },
      );
      expect(framed.encode('w1 w2 w3 w4 w5')?.ids).toEqual(kept.map((word) => vocab[word]));
    },
  );

  it('refuses a file that is no tokenizer', () => {
    expect(() => new SentenceTokenizer({ words: {} }, rules)).toThrow();
  });
});
