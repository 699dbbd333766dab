/** CSV as RFC 4180 has it, for machines: nothing is prefixed or altered. */
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

export interface FileProblem {
  /** 1-based row after the header; 0 for the header, null for the file as a whole. */
  row: number | null;
  message: string;
}

export const writeCsv = (
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string => csvLines([header, ...rows]);

/** Records without a header, for a file that is written piece by piece. */
export const csvLines = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { record_delimiter: '\r\n', quote_record_delimiter: true },
  );

/** Records as texts, header first. Blank lines are skipped; rows may differ in length. */
export function readCsv(
  text: string,
): { ok: true; records: string[][] } | { ok: false; problem: FileProblem } {
  try {
    const records = parse(text, {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return { ok: true, records };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: { row: null, message: `This is not valid CSV: ${reason}.` } };
  }
}
