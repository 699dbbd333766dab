/** One encoder opened on this thread: images and sentences to unit rows. */
import type { EncoderDescription } from '@/lib/domain/encoders';
import { openCut } from './cut-graph';
import { Company } from './company';
import { fillersOf, openGraph, verifiedBytes } from './graph';
import { floats, Tensor, type Session, type SessionChoice } from './ort';
import { patchTokens, pooled } from './pooling';
import { prepareImages } from './prepare';
import { SentenceTokenizer } from './tokenizer';

/** Unit length in float32, the length itself summed in float64. */
function normalised(row: Float32Array): Float32Array {
  let squares = 0;
  for (const value of row) squares += value * value;
  const length = Math.sqrt(squares);
  if (!Number.isFinite(length)) {
    throw new Error(
      'It gave numbers that are not finite (NaN or infinity). Its weights are damaged, or too large for the precision that they are stored in: export it in float32',
    );
  }
  if (length === 0) throw new Error('It gave a vector of zeros, which has no direction.');
  return row.map((value) => value / length);
}

/** Sentences are run one at a time, images in company where that provably changes nothing. */
export class Tower {
  private image: Promise<Session> | undefined;
  private embedding: Promise<Session> | undefined;
  private tokensWanted = false;
  private text: Promise<{ session: Session; tokenizer: SentenceTokenizer }> | undefined;
  private readonly companies = new Map<Session, Map<string, Company>>();

  constructor(
    private readonly folder: string,
    private readonly description: EncoderDescription,
    private readonly choice: SessionChoice = {},
  ) {}

  private openImage(): Promise<Session> {
    // A failure is not kept: the file may be repaired.
    this.image ??= openGraph(this.folder, this.description.image, this.choice).catch(
      (error: unknown) => {
        this.image = undefined;
        throw error;
      },
    );
    return this.image;
  }

  /** What gives the embedding: less than the whole graph, where that is enough. */
  private openEmbedding(): Promise<Session> {
    if (this.tokensWanted) return this.openImage();
    const { folder, description, choice } = this;
    this.embedding ??= openCut(folder, description, choice)
      .then((session) => session ?? this.openImage())
      .catch((error: unknown) => {
        this.embedding = undefined;
        throw error;
      });
    return this.embedding;
  }

  /**
   * The whole graph. It then gives the embeddings, too, which are the same to the bit: the weights are held
   * once. Not while another call is at work.
   */
  private async openForTokens(): Promise<Session> {
    this.tokensWanted = true;
    const embedding = await this.embedding?.catch(() => undefined);
    this.embedding = undefined;
    if (embedding && embedding !== (await this.image)) {
      this.companies.delete(embedding);
      await embedding.release();
    }
    return this.openImage();
  }

  private openText(text: NonNullable<EncoderDescription['text']>) {
    this.text ??= Promise.all([
      openGraph(this.folder, text, this.choice),
      verifiedBytes(this.folder, text.tokenizer),
    ])
      .then(([session, file]) => ({
        session,
        tokenizer: new SentenceTokenizer(JSON.parse(file.toString('utf8')), text),
      }))
      .catch((error: unknown) => {
        this.text = undefined;
        throw error;
      });
    return this.text;
  }

  private async rowsOf(
    session: Session,
    output: string,
    pixels: Float32Array,
    count: number,
  ): Promise<Float32Array[]> {
    const companies = this.companies.get(session) ?? new Map<string, Company>();
    this.companies.set(session, companies);
    let company = companies.get(output);
    if (!company) {
      const run = (part: Float32Array, n: number) => this.run(session, output, part, n);
      company = new Company(run, !takesMany(session, this.description.image.input));
      companies.set(output, company);
    }
    return company.rows(pixels, count);
  }

  private async run(session: Session, output: string, pixels: Float32Array, count: number) {
    const { image } = this.description;
    const size = image.preprocessing.crop;
    const input = new Tensor('float32', pixels, [count, 3, size, size]);
    const inputs = { ...fillersOf(session, image), [image.input]: input };
    return floats(await session.run(inputs, [output]), output);
  }

  /** Unit rows of `dimensions` numbers, from the numbers of prepared images. */
  async embedPixels(pixels: Float32Array, count: number): Promise<Float32Array[]> {
    const { dimensions, image } = this.description;
    const { output, pooling } = image.embedding;
    const given = await this.rowsOf(await this.openEmbedding(), output, pixels, count);
    return given.map((row) =>
      this.checked(pooled(row, pooling, dimensions, image.tokens), 'image'),
    );
  }

  /** Patch tokens, rows x columns x channels, as the encoder gives them. */
  async tokensOfPixels(pixels: Float32Array, count: number): Promise<Float32Array[]> {
    const { tokens } = this.description.image;
    if (!tokens) throw new Error('This encoder gives no patch tokens.');
    const given = await this.rowsOf(await this.openForTokens(), tokens.output, pixels, count);
    return given.map((row) => patchTokens(row, tokens));
  }

  /** Unit row of `dimensions` numbers. */
  async embedImage(bytes: Uint8Array): Promise<Float32Array> {
    return (await this.embedPixels(await this.prepared(bytes), 1))[0]!;
  }

  /** Patch tokens of one image. */
  async imageTokens(bytes: Uint8Array): Promise<Float32Array> {
    return (await this.tokensOfPixels(await this.prepared(bytes), 1))[0]!;
  }

  private prepared(bytes: Uint8Array): Promise<Float32Array> {
    return prepareImages([bytes], this.description.image.preprocessing);
  }

  /** Unit row of `dimensions` numbers. */
  async embedText(sentence: string): Promise<Float32Array> {
    const { text } = this.description;
    if (!text) throw new Error('This encoder has no text tower.');
    const { session, tokenizer } = await this.openText(text);
    const ids = tokenizer.encode(sentence);
    if (!ids) throw new Error('The sentence has no words.');
    const row = (numbers: number[]) =>
      new Tensor('int64', BigInt64Array.from(numbers, BigInt), [1, text.contextLength]);
    const inputs = { ...fillersOf(session, text), [text.input]: row(ids.ids) };
    // Exports of one model differ in whether the graph still asks for the mask.
    if (text.attentionMask && session.inputNames.includes(text.attentionMask)) {
      inputs[text.attentionMask] = row(ids.mask);
    }
    return this.checked(floats(await session.run(inputs, [text.output]), text.output), 'text');
  }

  /** Frees the memory of both graphs; the tower is not used after. */
  async close(): Promise<void> {
    const text = await this.text;
    const open = new Set([await this.image, await this.embedding, text?.session]);
    for (const session of open) await session?.release();
  }

  private checked(row: Float32Array, tower: 'image' | 'text'): Float32Array {
    const { dimensions } = this.description;
    if (row.length !== dimensions) {
      throw new Error(`Its ${tower} tower gave ${row.length} numbers instead of ${dimensions}.`);
    }
    return normalised(row);
  }
}

/** Whether the graph leaves open how many images it is given. */
function takesMany({ inputMetadata }: Session, input: string): boolean {
  const port = inputMetadata.find(({ name }) => name === input);
  return port?.isTensor === true && typeof port.shape[0] === 'string';
}
