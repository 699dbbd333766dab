/**
 * The MMVP folder as published (huggingface.co/datasets/MMVP/MMVP): `Questions.csv` and the images
 * `MMVP Images/1.jpg` .. `N.jpg`, named by the Index of their row. Here only names are looked at.
 */
import { isPatternId, PATTERNS, type PatternId } from '../patterns';
import { readCsv } from './csv';

export const QUESTIONS_FILE = 'Questions.csv';
/** Optional, of our own: the visual pattern of each row, which MMVP's folder does not say. */
export const PATTERNS_FILE = 'Patterns.csv';
const IMAGE = /^MMVP Images\/([1-9]\d{0,5})\.(?:jpe?g|png|webp)$/i;

export type FolderPart =
  { kind: 'questions' | 'patterns'; root: string } | { kind: 'image'; root: string; index: number };

/**
 * What a file of the folder or archive is; null for one that is not read. An archive may have the
 * folder inside another one, which is `root` then, with a slash at its end.
 */
export function folderPart(name: string): FolderPart | null {
  const parts = name.split('/');
  const last = parts.at(-1) ?? '';
  if (last === QUESTIONS_FILE || last === PATTERNS_FILE) {
    const root = name.slice(0, name.length - last.length);
    return { kind: last === QUESTIONS_FILE ? 'questions' : 'patterns', root };
  }
  const tail = parts.slice(-2).join('/');
  const index = IMAGE.exec(tail)?.[1];
  if (index === undefined) return null;
  return { kind: 'image', root: name.slice(0, name.length - tail.length), index: Number(index) };
}

export type ParsedPatterns =
  | { ok: true; /** By Index of the row. */ patterns: Map<number, PatternId> }
  | { ok: false; problems: string[] };

/** `Index,Pattern`: the pattern by its id, by the paper's name, or by the Type of MMVP_VLM. */
export function parsePatternsCsv(text: string): ParsedPatterns {
  const csv = readCsv(text);
  if (!csv.ok) return { ok: false, problems: [`${PATTERNS_FILE}: ${csv.problem.message}`] };
  const [header = [], ...records] = csv.records;
  if (header.map((name) => name.trim()).join() !== 'Index,Pattern') {
    return { ok: false, problems: [`${PATTERNS_FILE}: the header must be Index,Pattern.`] };
  }
  const patterns = new Map<number, PatternId>();
  const problems: string[] = [];
  for (const [row, record] of records.entries()) {
    const index = Number(record[0]);
    const pattern = patternNamed((record[1] ?? '').trim());
    const where = `${PATTERNS_FILE}, row ${row + 1}`;
    if (!Number.isInteger(index) || index < 1) problems.push(`${where}: the Index is no number.`);
    else if (patterns.has(index)) problems.push(`${where}: Index ${index} comes twice.`);
    else if (!pattern)
      problems.push(`${where}: "${record[1] ?? ''}" is none of the nine patterns.`);
    else patterns.set(index, pattern);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, patterns };
}

function patternNamed(text: string): PatternId | null {
  if (isPatternId(text)) return text;
  const wanted = text.toLowerCase();
  const known = PATTERNS.find(
    ({ name, vlmType }) => name.toLowerCase() === wanted || vlmType.toLowerCase() === wanted,
  );
  return known?.id ?? null;
}
