/** Reads a published benchmark's folder or archive wholly, and finds all that is wrong with it. */
import { AppError } from '@/lib/domain/errors';
import { parseMmvpCsv, type ParsedMmvpPair } from '@/lib/domain/formats/mmvp';
import {
  folderPart,
  parsePatternsCsv,
  PATTERNS_FILE,
  QUESTIONS_FILE,
  type FolderPart,
} from '@/lib/domain/formats/mmvp-folder';
import { refusalSentence } from '@/lib/domain/image-rules';
import type { PatternId } from '@/lib/domain/patterns';
import type { FileSource, SourceFile } from '@/lib/infra/file-source';
import { sha256 } from '@/lib/infra/images/normalise';

/** A list of questions is short; an image in its place would be read for nothing. */
const MAX_TEXT_BYTES = 20 * 1024 ** 2;

export interface ReadFolder {
  questionsSha256: string;
  pairs: ParsedMmvpPair[];
  /** By Index; empty where the folder has no such file. */
  patterns: ReadonlyMap<number, PatternId>;
  /** By Index. They are read later, one at a time. */
  images: ReadonlyMap<number, SourceFile>;
  /** Index of each row without an image, in order. */
  missing: number[];
}

/** Throws 'unprocessable' with every problem of the texts. Images are only looked up here. */
export async function readFolder(source: FileSource): Promise<ReadFolder> {
  const found: { part: FolderPart; file: SourceFile }[] = [];
  for await (const file of source.files()) {
    const part = folderPart(file.name);
    if (part) found.push({ part, file });
  }
  const questions = found.filter(({ part }) => part.kind === 'questions');
  const [first, second] = questions;
  if (!first) {
    throw refused([`There is no ${QUESTIONS_FILE} in it.`]);
  }
  if (second) {
    throw refused([`There are several ${QUESTIONS_FILE}: ${questions.map((q) => q.file.name)}.`]);
  }
  const { root } = first.part;
  const text = await readText(first.file);
  const parsed = parseMmvpCsv(text);
  if (!parsed.ok) throw refused(parsed.problems.map(({ message }) => message));
  const named = found.find(({ part }) => part.kind === 'patterns' && part.root === root);
  const patterns = named ? parsePatternsCsv(await readText(named.file)) : null;
  if (patterns && !patterns.ok) throw refused(patterns.problems);
  const rows = 2 * parsed.pairs.length;
  const split = patterns ? mixedPairs(patterns.patterns, rows) : [];
  if (split.length > 0) throw refused(split);
  const images = new Map<number, SourceFile>();
  const twice: string[] = [];
  for (const { part, file } of found) {
    if (part.kind !== 'image' || part.root !== root || part.index > rows) continue;
    if (images.has(part.index)) twice.push(`There are two images ${part.index}: ${file.name}.`);
    images.set(part.index, file);
  }
  if (twice.length > 0) throw refused(twice);
  return {
    questionsSha256: sha256(Buffer.from(text)),
    pairs: parsed.pairs,
    patterns: patterns?.patterns ?? new Map<number, PatternId>(),
    images,
    missing: Array.from({ length: rows }, (_, i) => i + 1).filter((index) => !images.has(index)),
  };
}

/** So many problems are read; a table that is no table has one in every row. */
const SHOWN = 20;

/** A sentence for each problem, so that whoever mends the folder mends it once. */
export function refused(problems: readonly string[]): AppError {
  const more = problems.length - SHOWN;
  const text = [
    ...problems.slice(0, SHOWN),
    ...(more > 0 ? [`And ${more} more like these.`] : []),
  ].join(' ');
  return new AppError(
    'unprocessable',
    `${text} Nothing was imported. Mend the folder and import it again.`,
    {
      key: 'benchmarkRefused',
      params: { problems: text },
    },
  );
}

async function readText(file: SourceFile): Promise<string> {
  if (file.refused) throw refused([`${file.name}: ${refusalSentence(file.refused)}`]);
  const content = await file.read();
  if (!Buffer.isBuffer(content)) throw refused([`${file.name}: ${refusalSentence(content)}`]);
  if (content.length > MAX_TEXT_BYTES) throw refused([`${file.name} is too long for a table.`]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw refused([`${file.name} is not text in UTF-8.`]);
  }
}

/** A pattern belongs to a pair. */
function mixedPairs(patterns: ReadonlyMap<number, PatternId>, rows: number): string[] {
  const problems: string[] = [];
  for (const index of patterns.keys()) {
    if (index > rows) problems.push(`${PATTERNS_FILE} names Index ${index}, which no row has.`);
  }
  for (let odd = 1; odd < rows; odd += 2) {
    const [one, two] = [patterns.get(odd), patterns.get(odd + 1)];
    if (one && two && one !== two) {
      problems.push(`${PATTERNS_FILE}: rows ${odd} and ${odd + 1} are a pair of two patterns.`);
    }
  }
  return problems;
}
