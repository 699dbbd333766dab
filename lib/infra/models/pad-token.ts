/** The number of a token, read from a tokenizer's file. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '@/lib/domain/errors';

const tokenizerFile = z.looseObject({
  added_tokens: z.array(z.looseObject({ id: z.int(), content: z.string() })).optional(),
  model: z.looseObject({
    /** Word pieces and byte pairs by name, or SentencePiece's list of token and score. */
    vocab: z.union([z.record(z.string(), z.int()), z.array(z.tuple([z.string(), z.number()]))]),
  }),
});

/** Of several names the first that the tokenizer knows. Throws `unprocessable` where it knows none. */
export async function tokenNumber(path: string, names: readonly string[]): Promise<number> {
  const parsed = tokenizerFile.safeParse(await readJson(path));
  if (!parsed.success) {
    throw new AppError(
      'unprocessable',
      'The tokenizer is not a tokenizer.json of the Hugging Face kind. Name that file.',
    );
  }
  const { added_tokens: added = [], model } = parsed.data;
  const { vocab } = model;
  for (const name of names) {
    const number =
      added.find(({ content }) => content === name)?.id ??
      (Array.isArray(vocab) ? vocab.findIndex(([token]) => token === name) : vocab[name]) ??
      -1;
    if (number >= 0) return number;
  }
  throw new AppError(
    'unprocessable',
    `The tokenizer has no token ${names.join(' or ')} to fill short sentences with. Name one that it has.`,
  );
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}
