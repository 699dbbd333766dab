/**
 * The MMVP folder's Questions.csv (huggingface.co/datasets/MMVP/MMVP): header
 * `Index,Question,Options,Correct Answer`; rows 2k-1 and 2k are a pair with the same question and
 * options; options are `(a) X (b) Y`.
 */
import { AppError } from '../errors';
import { rightChoice, type Choice, type Side } from '../statistics/pair-accuracy';
import type { Placement } from './balance-keys';
import { readCsv, writeCsv, type FileProblem } from './csv';

export const MMVP_HEADER = ['Index', 'Question', 'Options', 'Correct Answer'] as const;
export type MmvpKey = '(a)' | '(b)';

export interface MmvpPair {
  pairId: string;
  question: string;
  /** Canonical options 1 and 2. */
  options: readonly [string, string];
  keyForA: Choice;
}

export interface MmvpRow {
  /** 1-based; also the image's file name. */
  index: number;
  question: string;
  options: string;
  correct: MmvpKey;
  pairId: string;
  side: Side;
}

/** What keeps a text out of the file, as a sentence; null when it may go in. */
export function textProblem(what: string, text: string): string | null {
  if (text.trim() === '') return `${what} is empty.`;
  if (text !== text.trim()) return `${what} begins or ends with a space.`;
  // eslint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  if (/[\u0000-\u001f\u007f\u2028\u2029]/.test(text))
    return `${what} has a line break or control character.`;
  return null;
}

/** Problems of one pair's texts; consumers split the options at parentheses, so none may be inside. */
export function pairProblems({
  question,
  options,
}: Pick<MmvpPair, 'question' | 'options'>): string[] {
  const problems = [textProblem('The question', question)];
  options.forEach((option, i) => {
    problems.push(textProblem(`Option ${i + 1}`, option));
    if (/[()]/.test(option)) problems.push(`Option ${i + 1} has a parenthesis.`);
  });
  const [one, two] = options.map((option) => option.trim().toLowerCase());
  if (one === two) problems.push('The two options are the same.');
  return problems.filter((problem) => problem !== null);
}

export const optionsCell = (a: string, b: string): string => `(a) ${a} (b) ${b}`;

/** The two options as written, (a) first. */
export const placedOptions = (
  options: readonly [string, string],
  optionsSwapped: boolean,
): [string, string] => (optionsSwapped ? [options[1], options[0]] : [options[0], options[1]]);

/** The key of one image under a placement. */
export function placedKey(keyForA: Choice, side: Side, optionsSwapped: boolean): MmvpKey {
  return (rightChoice(keyForA, side) === 1) === !optionsSwapped ? '(a)' : '(b)';
}

/**
 * Rows in order of position. Throws AppError 'unprocessable' naming the pair when a text cannot be
 * written, a pair has no placement, or positions are not 1..n.
 */
export function buildMmvpRows(
  pairs: readonly MmvpPair[],
  placements: readonly Placement[],
): MmvpRow[] {
  const byId = new Map(pairs.map((pair) => [pair.pairId, pair]));
  const ordered = [...placements].sort((one, two) => one.position - two.position);
  if (ordered.length !== byId.size || byId.size !== pairs.length) {
    throw new AppError('unprocessable', 'Every pair needs exactly one place in the export.');
  }
  return ordered.flatMap(({ pairId, position, firstSide, optionsSwapped }, i) => {
    const pair = byId.get(pairId);
    if (!pair || position !== i + 1) {
      throw new AppError('unprocessable', `Pair ${pairId} has no place of its own in the export.`);
    }
    const problems = pairProblems(pair);
    if (problems.length > 0) {
      throw new AppError('unprocessable', `Pair ${pairId}: ${problems.join(' ')}`);
    }
    const sides: readonly Side[] = firstSide === 'A' ? ['A', 'B'] : ['B', 'A'];
    return sides.map((side, k) => ({
      index: 2 * position - 1 + k,
      question: pair.question,
      options: optionsCell(...placedOptions(pair.options, optionsSwapped)),
      correct: placedKey(pair.keyForA, side, optionsSwapped),
      pairId,
      side,
    }));
  });
}

export const writeMmvpCsv = (rows: readonly Omit<MmvpRow, 'pairId' | 'side'>[]): string =>
  writeCsv(
    MMVP_HEADER,
    rows.map((row) => [row.index, row.question, row.options, row.correct]),
  );

export interface ParsedMmvpPair {
  /** 1-based. */
  position: number;
  question: string;
  /** As written, (a) first. */
  options: [string, string];
  /** Keys of the odd and the even row. */
  keys: [MmvpKey, MmvpKey];
}
export type ParsedMmvp =
  | { ok: true; pairs: ParsedMmvpPair[]; headerTypo: boolean }
  | { ok: false; problems: FileProblem[] };

interface ParsedRow {
  question: string;
  optionsText: string;
  options: [string, string];
  key: MmvpKey;
}

/** Reads such a file, MMVP's own included (its header has the typo `lndex`). Reports every problem. */
export function parseMmvpCsv(text: string): ParsedMmvp {
  const csv = readCsv(text);
  if (!csv.ok) return { ok: false, problems: [csv.problem] };
  const [header = [], ...records] = csv.records;
  const names = header.map((name) => name.trim());
  const headerTypo = names[0] === 'lndex';
  if (names.join() !== [headerTypo ? 'lndex' : 'Index', ...MMVP_HEADER.slice(1)].join()) {
    const message = `The header must be ${MMVP_HEADER.join(',')}, but is ${names.join() || 'empty'}.`;
    return { ok: false, problems: [{ row: 0, message }] };
  }
  const problems: FileProblem[] = [];
  const rows = records.map((record, i) => {
    const result = parseRow(record, i + 1);
    if (typeof result !== 'string') return result;
    problems.push({ row: i + 1, message: `Row ${i + 1}: ${result}` });
    return null;
  });
  if (rows.length === 0) problems.push({ row: null, message: 'The file has no rows.' });
  if (rows.length % 2 === 1) {
    const message = `Row ${rows.length}: the last row has no partner; rows 2k-1 and 2k are a pair.`;
    problems.push({ row: rows.length, message });
  }
  const pairs: ParsedMmvpPair[] = [];
  for (let i = 0; i + 1 < rows.length; i += 2) {
    const [odd, even] = [rows[i], rows[i + 1]];
    if (!odd || !even) continue;
    const mismatch = pairMismatch(odd, even);
    if (mismatch) problems.push({ row: i + 2, message: `Rows ${i + 1} and ${i + 2}: ${mismatch}` });
    pairs.push({
      position: i / 2 + 1,
      question: odd.question,
      options: odd.options,
      keys: [odd.key, even.key],
    });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pairs, headerTypo };
}

function parseRow(record: readonly string[], row: number): ParsedRow | string {
  if (record.length !== MMVP_HEADER.length) {
    return `it has ${record.length} cells instead of ${MMVP_HEADER.length}.`;
  }
  const [index, question, optionsText, key] = record.map((cell) => cell.trim()) as [
    string,
    string,
    string,
    string,
  ];
  if (index !== String(row)) return `Index is "${index}" instead of ${row}.`;
  if (question === '') return 'the question is empty.';
  const match = /^\(a\)([^()]+)\(b\)([^()]+)$/.exec(optionsText);
  const options = match?.slice(1).map((option) => option.trim()) ?? [];
  if (options.length !== 2 || options.includes('')) {
    return `Options is "${optionsText}" instead of "(a) … (b) …" without other parentheses.`;
  }
  if (key !== '(a)' && key !== '(b)') return `Correct Answer is "${key}" instead of (a) or (b).`;
  return { question, optionsText, options: options as [string, string], key };
}

function pairMismatch(odd: ParsedRow, even: ParsedRow): string | null {
  if (odd.question !== even.question) return 'the two rows of a pair ask different questions.';
  if (odd.optionsText !== even.optionsText) return 'the two rows of a pair have different options.';
  return odd.key === even.key ? 'both rows of a pair have the same correct answer.' : null;
}
