/**
 * The MMVP_VLM folder's Questions.csv (huggingface.co/datasets/MMVP/MMVP_VLM): header
 * `Question ID,Type,Statement`, rows ordered by Type with equally many pairs in each, because the
 * released script takes the category from the row's place. Odd and even ids are a pair.
 */
import { PATTERNS, type PatternId, type VlmType } from '../patterns';
import type { Side } from '../statistics/pair-accuracy';
import { readCsv, writeCsv, type FileProblem } from './csv';
import { mmvpVlmImage } from './release-paths';

export const MMVP_VLM_HEADER = ['Question ID', 'Type', 'Statement'] as const;
/** Pairs per type that evaluate_vlm.py of github.com/tsb0601/MMVP has written into it. */
export const RELEASED_SCRIPT_PAIRS_PER_TYPE = 15;

export interface VlmPair {
  pairId: string;
  pattern: PatternId;
  statements: Readonly<Record<Side, string>>;
  /** The side that gets the odd id. */
  firstSide: Side;
}

export interface VlmRow {
  questionId: number;
  type: VlmType;
  statement: string;
  pairId: string;
  side: Side;
  /** Path in the export folder. */
  file: string;
}

export type MmvpVlm =
  | {
      available: true;
      rows: VlmRow[];
      types: VlmType[];
      pairsPerType: number;
      /** Patterns without any pair, left out because `types: 'present'` was asked for. */
      lacking: PatternId[];
      /** Pairs over the common number. */
      leftOut: string[];
      /** Whether the released script files every pair under its own category: 9 types of 15 pairs. */
      releasedScriptFits: boolean;
    }
  | { available: false; pairsPerType: 0; lacking: PatternId[]; reason: string };

/**
 * Takes the first n pairs of each pattern, n being the least number that any of them has.
 * `types: 'all'` (default) needs pairs in all nine patterns; 'present' takes the patterns that have any.
 * `perType` caps n, for example at RELEASED_SCRIPT_PAIRS_PER_TYPE.
 */
export function buildMmvpVlm(
  pairs: readonly VlmPair[],
  options: { types?: 'all' | 'present'; perType?: number } = {},
): MmvpVlm {
  const groups = PATTERNS.map((pattern) => ({
    pattern,
    pairs: pairs.filter((pair) => pair.pattern === pattern.id),
  }));
  const lacking = groups
    .filter((group) => group.pairs.length === 0)
    .map(({ pattern }) => pattern.id);
  const present = groups.filter((group) => group.pairs.length > 0);
  if (present.length === 0 || (options.types !== 'present' && lacking.length > 0)) {
    const names = groups
      .filter((group) => group.pairs.length === 0)
      .map(({ pattern }) => pattern.name);
    const reason = `MMVP_VLM needs pairs in all nine patterns; there are none in ${names.join(', ')}.`;
    return { available: false, pairsPerType: 0, lacking, reason };
  }
  const least = Math.min(...present.map((group) => group.pairs.length));
  const pairsPerType = Math.max(1, Math.min(least, options.perType ?? least));
  const chosen = present.flatMap((group) => group.pairs.slice(0, pairsPerType));
  const typeOf = new Map(PATTERNS.map((pattern) => [pattern.id, pattern.vlmType]));
  const rows = chosen.flatMap((pair, i) => {
    const sides: readonly Side[] = pair.firstSide === 'A' ? ['A', 'B'] : ['B', 'A'];
    return sides.map((side, k): VlmRow => {
      const questionId = 2 * i + 1 + k;
      const type = typeOf.get(pair.pattern) as VlmType;
      const file = mmvpVlmImage(type, questionId);
      return {
        questionId,
        type,
        statement: pair.statements[side],
        pairId: pair.pairId,
        side,
        file,
      };
    });
  });
  return {
    available: true,
    rows,
    types: present.map(({ pattern }) => pattern.vlmType),
    pairsPerType,
    lacking,
    leftOut: present.flatMap((group) => group.pairs.slice(pairsPerType).map((pair) => pair.pairId)),
    releasedScriptFits: lacking.length === 0 && pairsPerType === RELEASED_SCRIPT_PAIRS_PER_TYPE,
  };
}

export const writeMmvpVlmCsv = (
  rows: readonly Pick<VlmRow, 'questionId' | 'type' | 'statement'>[],
): string =>
  writeCsv(
    MMVP_VLM_HEADER,
    rows.map((row) => [row.questionId, row.type, row.statement]),
  );

export type ParsedVlm =
  | { ok: true; rows: Pick<VlmRow, 'questionId' | 'type' | 'statement'>[] }
  | { ok: false; problems: FileProblem[] };

/** Reads such a file: ids 1..n, types in the paper's order, whole pairs, equally many in each type. */
export function parseMmvpVlmCsv(text: string): ParsedVlm {
  const csv = readCsv(text);
  if (!csv.ok) return { ok: false, problems: [csv.problem] };
  const [header = [], ...records] = csv.records;
  if (header.map((name) => name.trim()).join() !== MMVP_VLM_HEADER.join()) {
    const message = `The header must be ${MMVP_VLM_HEADER.join(',')}, but is ${header.join()}.`;
    return { ok: false, problems: [{ row: 0, message }] };
  }
  const problems: FileProblem[] = [];
  const rows: Pick<VlmRow, 'questionId' | 'type' | 'statement'>[] = [];
  const counts = new Map<VlmType, number>();
  let last = 0;
  records.forEach(([id = '', typeName = '', statement = '', ...rest], i) => {
    const row = i + 1;
    const report = (message: string) => problems.push({ row, message: `Row ${row}: ${message}` });
    const order = PATTERNS.findIndex((pattern) => pattern.vlmType === typeName.trim());
    const pattern = PATTERNS[order];
    if (rest.length > 0) report('it has more than three cells.');
    if (id.trim() !== String(row)) report(`Question ID is "${id}" instead of ${row}.`);
    if (statement.trim() === '') report('the statement is empty.');
    if (!pattern) return void report(`"${typeName}" is not one of the nine types.`);
    if (order < last) report(`${typeName} comes after a later type.`);
    last = Math.max(last, order);
    counts.set(pattern.vlmType, (counts.get(pattern.vlmType) ?? 0) + 1);
    rows.push({ questionId: row, type: pattern.vlmType, statement });
  });
  if (records.length === 0) problems.push({ row: null, message: 'The file has no rows.' });
  if ([...counts.values()].some((count) => count % 2 === 1) || new Set(counts.values()).size > 1) {
    const list = [...counts].map(([type, count]) => `${type} ${count}`).join(', ');
    const message = `Every type needs the same even number of rows; there are ${list}.`;
    problems.push({ row: null, message });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rows };
}
