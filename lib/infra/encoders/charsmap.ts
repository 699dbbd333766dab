/**
 * Sentencepiece's normalisation, as `precompiled_charsmap` in a `tokenizer.json` holds it: which
 * sequences of characters become which. The tokenizer library puts NFKC in its place, which keeps what
 * sentencepiece drops and drops what it keeps.
 */
import { PrecompiledNormalizer } from '@huggingface/tokenizers';

/** Spaces that sentencepiece sees as one, and none at either end. */
const SPACES = / {2,}/g;

/**
 * The file is a double array (darts-clone) over UTF-8 bytes, its length in bytes before it; behind it
 * lie the replacements, each ending with a zero. Where several keys begin at a place the longest counts.
 */
class Charsmap {
  private readonly units: Uint32Array;
  private readonly replacements: Buffer;

  constructor(base64: string) {
    const bytes = Buffer.from(base64, 'base64');
    const length = bytes.length < 4 ? -1 : bytes.readUInt32LE(0);
    if (length < 4 || length % 4 !== 0 || 4 + length > bytes.length) {
      throw new Error('precompiled_charsmap is no table of sentencepiece');
    }
    this.units = Uint32Array.from({ length: length / 4 }, (_, at) =>
      bytes.readUInt32LE(4 + at * 4),
    );
    this.replacements = bytes.subarray(4 + length);
  }

  apply(text: string): string {
    const bytes = Buffer.from(text, 'utf8');
    const parts: Buffer[] = [];
    for (let at = 0; at < bytes.length;) {
      const found = this.longest(bytes, at);
      parts.push(
        found ? this.replacement(found.value) : bytes.subarray(at, at + width(bytes[at]!)),
      );
      at += found ? found.length : width(bytes[at]!);
    }
    return Buffer.concat(parts).toString('utf8');
  }

  private longest(bytes: Buffer, from: number): { length: number; value: number } | null {
    let found: { length: number; value: number } | null = null;
    let node = offset(this.units[0]!);
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!;
      node ^= byte;
      const unit = this.units[node];
      if (unit === undefined || (unit & 0x800000ff) !== byte) break;
      node ^= offset(unit);
      if (unit & 0x100) {
        found = { length: at + 1 - from, value: this.units[node]! & 0x7fffffff };
      }
    }
    return found;
  }

  private replacement(start: number): Buffer {
    return this.replacements.subarray(start, this.replacements.indexOf(0, start));
  }
}

const offset = (unit: number): number => (unit >>> 10) << ((unit & 0x200) >>> 6);

/** Bytes of the UTF-8 character that begins with this one. */
const width = (first: number): number =>
  first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;

/** Stands where the library has its own step of this kind. */
export class SentencepieceNormalizer extends PrecompiledNormalizer {
  private readonly map: Charsmap;

  constructor(config: PrecompiledNormalizer['config'], base64: string) {
    super(config as ConstructorParameters<typeof PrecompiledNormalizer>[0]);
    this.map = new Charsmap(base64);
  }

  override normalize(text: string): string {
    return this.map.apply(text).replaceAll(SPACES, ' ').replace(/^ | $/g, '');
  }
}
