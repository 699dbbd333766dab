/**
 * Re-validation of a written export: what was read back from disk against what was to be released,
 * cell by cell and hash by hash. Pure; the caller reads and hashes the files.
 */
import { PATTERNS } from '../patterns';
import { readCsv } from './csv';
import { parseReleaseRecords, type ReleaseRecord } from './jsonl-release';
import { verifyManifest, type ListedFile } from './manifest';
import { MMVP_HEADER, optionsCell, parseMmvpCsv } from './mmvp';
import { MMVP_VLM_HEADER, parseMmvpVlmCsv } from './mmvp-vlm';
import { MANIFEST_FILE, MMVP_CSV, MMVP_VLM_CSV, RECORDS_FILE } from './release-paths';

export interface ReleaseProblem {
  file: string;
  /** 1-based data row or line; null when it is about the whole file. */
  row: number | null;
  message: string;
}

export interface WrittenRelease {
  /** What was to be released, from the database and not from the files. */
  records: readonly ReleaseRecord[];
  texts: {
    mmvpCsv: string;
    /** Null when this part is not in the export. */
    mmvpVlmCsv: string | null;
    records: string;
    manifest: string;
  };
  /** Every file found in the folder but the manifest, with the hash of its bytes as read back. */
  found: readonly ListedFile[];
}

/** An empty list means that the export is exactly what was to be released. */
export function validateRelease({ records, texts, found }: WrittenRelease): ReleaseProblem[] {
  const problems: ReleaseProblem[] = [];
  const manifest = verifyManifest(texts.manifest, found);
  if (!manifest.ok) {
    for (const message of manifest.problems)
      problems.push({ file: MANIFEST_FILE, row: null, message });
  } else if (manifest.manifest.release.pairs !== records.length) {
    const message = `It says ${manifest.manifest.release.pairs} pairs instead of ${records.length}.`;
    problems.push({ file: MANIFEST_FILE, row: null, message });
  }
  const parsed = parseMmvpCsv(texts.mmvpCsv);
  if (!parsed.ok) problems.push(...parsed.problems.map((p) => ({ file: MMVP_CSV, ...p })));
  problems.push(
    ...compareCells(MMVP_CSV, texts.mmvpCsv, [MMVP_HEADER, ...mmvpCells(records)]),
    ...checkBalance(records),
    ...compareRecords(texts.records, records),
    ...checkImages(records, found),
    ...checkVlm(records, texts.mmvpVlmCsv),
  );
  return problems;
}

function mmvpCells(records: readonly ReleaseRecord[]): string[][] {
  return records
    .flatMap(({ question, options, images }) =>
      [images.A, images.B].map((image) => ({
        index: image.index,
        cells: [String(image.index), question, optionsCell(options.a, options.b), image.key],
      })),
    )
    .sort((one, two) => one.index - two.index)
    .map((row) => row.cells);
}

function compareCells(
  file: string,
  text: string,
  expected: readonly (readonly string[])[],
): ReleaseProblem[] {
  const csv = readCsv(text);
  if (!csv.ok) return [{ file, row: null, message: csv.problem.message }];
  const problems: ReleaseProblem[] = [];
  if (csv.records.length !== expected.length) {
    const message = `It has ${csv.records.length - 1} rows instead of ${expected.length - 1}.`;
    problems.push({ file, row: null, message });
  }
  expected.forEach((cells, row) => {
    const actual = csv.records[row];
    if (!actual) return;
    for (let column = 0; column < Math.max(cells.length, actual.length); column += 1) {
      if (cells[column] === actual[column]) continue;
      const name = expected[0]?.[column] ?? `Cell ${column + 1}`;
      const message = `${name} is "${actual[column] ?? ''}" instead of "${cells[column] ?? ''}".`;
      problems.push({ file, row, message });
    }
  });
  return problems;
}

/** Half of the odd rows have the key (a), rounded up or down. */
function checkBalance(records: readonly ReleaseRecord[]): ReleaseProblem[] {
  const firstA = records.filter((record) => record.images[record.firstSide].key === '(a)').length;
  if (Math.abs(2 * firstA - records.length) <= 1) return [];
  const message = `The key is not balanced: (a) on ${firstA} of ${records.length} odd rows.`;
  return [{ file: MMVP_CSV, row: null, message }];
}

function compareRecords(text: string, expected: readonly ReleaseRecord[]): ReleaseProblem[] {
  const { records, problems } = parseReleaseRecords(text);
  const found: ReleaseProblem[] = problems.map(({ line, message }) => ({
    file: RECORDS_FILE,
    row: line,
    message,
  }));
  if (records.length !== expected.length) {
    const message = `It has ${records.length} valid lines instead of ${expected.length}.`;
    found.push({ file: RECORDS_FILE, row: null, message });
  }
  expected.forEach((record, i) => {
    const actual = records[i];
    if (!actual || canonical(actual) === canonical(record)) return;
    const message = `The line is not what was to be released for pair ${record.number}.`;
    found.push({ file: RECORDS_FILE, row: i + 1, message });
  });
  return found;
}

/** JSON with sorted keys, so that two records are equal whatever the order of their fields. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [two]) => (one < two ? -1 : 1)))
      : inner,
  );

function checkImages(
  records: readonly ReleaseRecord[],
  found: readonly ListedFile[],
): ReleaseProblem[] {
  const hashes = new Map(found.map((file) => [file.path, file.sha256]));
  return records.flatMap(({ number, images }) =>
    (['A', 'B'] as const).flatMap((side) => {
      const { file, vlmFile, sha256 } = images[side];
      return [file, vlmFile]
        .filter((path) => path !== null && hashes.get(path) !== sha256)
        .map((path) => ({
          file: path ?? '',
          row: null,
          message: `It is not the image ${side} of pair ${number} that was to be released.`,
        }));
    }),
  );
}

function checkVlm(records: readonly ReleaseRecord[], text: string | null): ReleaseProblem[] {
  const rows = records.flatMap(({ pattern, images }) =>
    [images.A, images.B].flatMap((image) => {
      if (image.vlmFile === null) return [];
      const id = /\/(\d+)\.jpg$/.exec(image.vlmFile)?.[1] ?? '';
      const type = PATTERNS.find((entry) => entry.id === pattern)?.vlmType ?? '';
      return [[id, type, image.statement]];
    }),
  );
  if (text === null) {
    const message = 'Records name files of a part that is not in the export.';
    return rows.length === 0 ? [] : [{ file: MMVP_VLM_CSV, row: null, message }];
  }
  rows.sort((one, two) => Number(one[0]) - Number(two[0]));
  const parsed = parseMmvpVlmCsv(text);
  const problems = parsed.ok ? [] : parsed.problems.map((p) => ({ file: MMVP_VLM_CSV, ...p }));
  return [...problems, ...compareCells(MMVP_VLM_CSV, text, [MMVP_VLM_HEADER, ...rows])];
}
