/** Sentences to token numbers, as the `tokenizer.json` beside an encoder says. */
import {
  PrecompiledNormalizer,
  SequenceNormalizer,
  Tokenizer,
  type Normalizer,
} from '@huggingface/tokenizers';
import { z } from 'zod';
import { SentencepieceNormalizer } from './charsmap';

/** Only what is read here; the library reads the rest and throws for what it does not know. */
const tokenizerFileSchema = z.looseObject({
  model: z.looseObject({ type: z.string() }),
  normalizer: z
    .looseObject({
      type: z.string(),
      normalizers: z.array(z.looseObject({ type: z.string() })).optional(),
    })
    .nullable()
    .optional(),
});

/** What Python's `\s` takes for spaces and JavaScript's does not. */
const PYTHON_SPACES = new Set('\u001c\u001d\u001e\u001f\u0085');

export interface TextRules {
  /** Numbers that the text tower reads per sentence. */
  contextLength: number;
  /** Fills up short sentences. */
  padTokenId: number;
}

export class SentenceTokenizer {
  private readonly tokenizer: Tokenizer;
  /** As the Rust library does it, which reads byte-pair vocabularies in training. */
  private readonly lowercases: boolean;
  /** The vocabulary is one of sentencepiece, which Python reads. */
  private readonly sentencepiece: boolean;
  /** Numbers that frame every sentence, such as start and end. */
  private readonly frame: number;
  /** Those of them that stand at its end: none where the template has a start mark alone. */
  private readonly ending: number[];

  /** `file` is the parsed `tokenizer.json`; throws where it is none. */
  constructor(
    file: unknown,
    private readonly rules: TextRules,
  ) {
    const { normalizer } = tokenizerFileSchema.parse(file);
    const steps = normalizer ? [normalizer, ...(normalizer.normalizers ?? [])] : [];
    // No tokenizer_config.json: it describes chat and loading, not the tokens of a plain sentence.
    this.tokenizer = new Tokenizer(file as object, {});
    this.sentencepiece = steps.some(({ type }) => type === 'Precompiled');
    this.lowercases = steps.some(({ type }) => type === 'Lowercase') && !this.sentencepiece;
    this.tokenizer.normalizer = withOwnSteps(this.tokenizer.normalizer);
    const frame = this.tokenizer.encode('').ids;
    const framed = this.tokenizer.encode('a').ids;
    this.frame = frame.length;
    let marks = 0;
    while (marks < frame.length && frame.at(-1 - marks) === framed.at(-1 - marks)) marks += 1;
    this.ending = frame.slice(frame.length - marks);
  }

  /**
   * Exactly `contextLength` numbers each; `mask` is 0 where there is padding. A sentence that is too
   * long loses what is before its end mark, as in training; `null` for a sentence without any word or sign.
   */
  encode(sentence: string): { ids: number[]; mask: number[] } | null {
    // JavaScript writes a sigma at the end of a word differently in lower case, Rust's library does
    // not, and the ids must be those that the encoder was trained on.
    const lower = this.lowercases ? sentence.replaceAll('Σ', 'σ') : sentence;
    const text = this.sentencepiece
      ? lower.replace(/\p{Cc}/gu, (sign) => (PYTHON_SPACES.has(sign) ? ' ' : sign))
      : lower;
    const { ids } = this.tokenizer.encode(text);
    if (ids.length <= this.frame) return null;
    const { contextLength, padTokenId } = this.rules;
    const { ending } = this;
    const kept =
      ids.length > contextLength
        ? [...ids.slice(0, contextLength - ending.length), ...ending]
        : ids;
    const rest = Array.from({ length: contextLength - kept.length });
    return {
      ids: [...kept, ...rest.map(() => padTokenId)],
      mask: [...kept.map(() => 1), ...rest.map(() => 0)],
    };
  }
}

/** The library's steps, with ours where its own is only like sentencepiece. */
function withOwnSteps(step: Normalizer | null): Normalizer | null {
  if (step instanceof SequenceNormalizer) step.normalizers = step.normalizers.map(withOwnSteps);
  return step instanceof PrecompiledNormalizer && typeof step.charsmap === 'string'
    ? new SentencepieceNormalizer(step.config, step.charsmap)
    : step;
}
