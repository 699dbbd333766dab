/** One encoder opened on this thread: images and sentences to unit rows. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EncoderDescription } from '@/lib/domain/encoders';
import { decodeRgb } from '../images/decode';
import { floats, openSession, Tensor, type Session } from './ort';
import { patchTokens, pooled } from './pooling';
import { preprocess } from './preprocess';
import { SentenceTokenizer } from './tokenizer';

/** Bytes that are verified and then used are the same bytes, whatever happens to the file. */
async function verified(folder: string, file: { file: string; sha256: string }): Promise<Buffer> {
  const bytes = await readFile(join(folder, file.file));
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    throw new Error(`${file.file} changed while it was in use.`);
  }
  return bytes;
}

/** Unit length in float32, the length itself summed in float64. */
function normalised(row: Float32Array): Float32Array {
  let squares = 0;
  for (const value of row) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0) || !Number.isFinite(length)) {
    throw new Error('The encoder gave a vector without a direction.');
  }
  return row.map((value) => value / length);
}

/**
 * Runs one image or sentence at a time: a matrix kernel may sum in another order for another batch
 * size, and an embedding must not depend on its neighbours. Threads give the parallelism instead.
 */
export class Tower {
  private image: Promise<Session> | undefined;
  private text: Promise<{ session: Session; tokenizer: SentenceTokenizer }> | undefined;

  constructor(
    private readonly folder: string,
    private readonly description: EncoderDescription,
  ) {}

  private async runImage(bytes: Uint8Array, output: string): Promise<Float32Array> {
    const { image } = this.description;
    this.image ??= verified(this.folder, image).then((model) => openSession(model));
    const session = await this.image;
    const size = image.preprocessing.crop;
    const pixels = preprocess(await decodeRgb(bytes), image.preprocessing);
    const input = new Tensor('float32', pixels, [1, 3, size, size]);
    return floats(await session.run({ [image.input]: input }, [output]), output);
  }

  /** Unit row of `dimensions` numbers. */
  async embedImage(bytes: Uint8Array): Promise<Float32Array> {
    const { embedding, tokens } = this.description.image;
    const given = await this.runImage(bytes, embedding.output);
    return this.checked(pooled(given, embedding.pooling, tokens));
  }

  /** Patch tokens, rows x columns x channels, as the encoder gives them. */
  async imageTokens(bytes: Uint8Array): Promise<Float32Array> {
    const { tokens } = this.description.image;
    return patchTokens(await this.runImage(bytes, tokens.output), tokens);
  }

  /** Unit row of `dimensions` numbers. */
  async embedText(sentence: string): Promise<Float32Array> {
    const { text } = this.description;
    if (!text) throw new Error('This encoder has no text tower.');
    this.text ??= Promise.all([
      verified(this.folder, text).then((model) => openSession(model)),
      verified(this.folder, text.tokenizer),
    ]).then(([session, file]) => ({
      session,
      tokenizer: new SentenceTokenizer(JSON.parse(file.toString('utf8')), text),
    }));
    const { session, tokenizer } = await this.text;
    const ids = tokenizer.encode(sentence);
    if (!ids) throw new Error('The sentence has no words.');
    const row = (numbers: number[]) =>
      new Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, text.contextLength]);
    const inputs = { [text.input]: row(ids.ids) };
    if (text.attentionMask) inputs[text.attentionMask] = row(ids.mask);
    return this.checked(floats(await session.run(inputs, [text.output]), text.output));
  }

  private checked(row: Float32Array): Float32Array {
    if (row.length !== this.description.dimensions) {
      throw new Error(`The encoder gave ${row.length} numbers instead of its dimensions.`);
    }
    return normalised(row);
  }
}
