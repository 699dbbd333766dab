/** One encoder opened on this thread: images and sentences to unit rows. */
import type { EncoderDescription } from '@/lib/domain/encoders';
import { decodeRgb } from '../images/decode';
import { fillersOf, openGraph, verifiedBytes } from './graph';
import { floats, Tensor, type Session } from './ort';
import { patchTokens, pooled } from './pooling';
import { preprocess } from './preprocess';
import { SentenceTokenizer } from './tokenizer';

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
    this.image ??= openGraph(this.folder, image);
    const session = await this.image;
    const size = image.preprocessing.crop;
    const pixels = preprocess(await decodeRgb(bytes), image.preprocessing);
    const input = new Tensor('float32', pixels, [1, 3, size, size]);
    const inputs = { ...fillersOf(session, image), [image.input]: input };
    return floats(await session.run(inputs, [output]), output);
  }

  /** Unit row of `dimensions` numbers. */
  async embedImage(bytes: Uint8Array): Promise<Float32Array> {
    const { dimensions, image } = this.description;
    const { output, pooling } = image.embedding;
    const given = await this.runImage(bytes, output);
    return this.checked(pooled(given, pooling, dimensions, image.tokens));
  }

  /** Patch tokens, rows x columns x channels, as the encoder gives them. */
  async imageTokens(bytes: Uint8Array): Promise<Float32Array> {
    const { tokens } = this.description.image;
    if (!tokens) throw new Error('This encoder gives no patch tokens.');
    return patchTokens(await this.runImage(bytes, tokens.output), tokens);
  }

  /** Unit row of `dimensions` numbers. */
  async embedText(sentence: string): Promise<Float32Array> {
    const { text } = this.description;
    if (!text) throw new Error('This encoder has no text tower.');
    this.text ??= Promise.all([
      openGraph(this.folder, text),
      verifiedBytes(this.folder, text.tokenizer),
    ]).then(([session, file]) => ({
      session,
      tokenizer: new SentenceTokenizer(JSON.parse(file.toString('utf8')), text),
    }));
    const { session, tokenizer } = await this.text;
    const ids = tokenizer.encode(sentence);
    if (!ids) throw new Error('The sentence has no words.');
    const row = (numbers: number[]) =>
      new Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, text.contextLength]);
    const inputs = { ...fillersOf(session, text), [text.input]: row(ids.ids) };
    // Exports of one model differ in whether the graph still asks for the mask.
    if (text.attentionMask && session.inputNames.includes(text.attentionMask)) {
      inputs[text.attentionMask] = row(ids.mask);
    }
    return this.checked(floats(await session.run(inputs, [text.output]), text.output));
  }

  /** Frees the memory of both graphs; the tower is not used after. */
  async close(): Promise<void> {
    await (await this.image)?.release();
    await (await this.text)?.session.release();
  }

  private checked(row: Float32Array): Float32Array {
    if (row.length !== this.description.dimensions) {
      throw new Error(`The encoder gave ${row.length} numbers instead of its dimensions.`);
    }
    return normalised(row);
  }
}
