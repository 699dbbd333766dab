/**
 * An export held cell by cell against what people wrote and saw, from design rules that other software
 * relies on. Nothing here uses the product's own readers or writers.
 */
import { readFile } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { expect } from './fixtures';
import { sha256 } from './sha256';
import { rightOption, type Side, type WrittenPair } from './written-pair';

export type Archive = ReadonlyMap<string, Buffer>;

const SIDES = ['A', 'B'] as const;
const other = (side: Side): Side => (side === 'A' ? 'B' : 'A');

export async function readArchive(path: string): Promise<Archive> {
  const zip = await fromBufferPromise(await readFile(path), { lazyEntries: true });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    expect(files.has(entry.fileName), `${entry.fileName} is in the archive once`).toBe(false);
    const bytes = await bytesOf(zip, entry);
    expect(crc32(bytes), `CRC of ${entry.fileName}`).toBe(entry.crc32);
    files.set(entry.fileName, bytes);
  }
  return files;
}

async function bytesOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function fileOf(files: Archive, path: string): Buffer {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`The export has no ${path}. It has: ${[...files.keys()].join(', ')}`);
  return bytes;
}

/** RFC 4180, strictly: every record has as many cells as the header. */
const cells = (files: Archive, path: string): string[][] =>
  parse(fileOf(files, path), { relax_column_count: false, bom: false });

const lines = (files: Archive, path: string): Record<string, unknown>[] =>
  fileOf(files, path)
    .toString('utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

export interface ExportedRow {
  index: number;
  question: string;
  options: string;
  key: '(a)' | '(b)';
  pair: WrittenPair;
  side: Side;
}

/** `MMVP/`: Questions.csv and `MMVP Images/<Index>.jpg`. Returns the rows, for answer files. */
export function verifyMmvp(files: Archive, written: readonly WrittenPair[]): ExportedRow[] {
  const [header, ...records] = cells(files, 'MMVP/Questions.csv');
  expect(header).toEqual(['Index', 'Question', 'Options', 'Correct Answer']);
  expect(records).toHaveLength(2 * written.length);
  const rows = records.map(([index, question = '', options = '', key], at): ExportedRow => {
    expect(index, 'Index counts from 1').toBe(String(at + 1));
    const pair = written.find((one) => one.question === question);
    if (!pair) throw new Error(`Row ${index} asks "${question}", which nobody wrote.`);
    const picture = sha256(fileOf(files, `MMVP/MMVP Images/${index}.jpg`));
    const side = SIDES.find((one) => pair.images[one] === picture);
    if (!side) throw new Error(`Image ${index}.jpg is not one that was served for its pair.`);
    const [one, two] = pair.options;
    const [first, second] = options === `(a) ${one} (b) ${two}` ? [one, two] : [two, one];
    expect(options, `options of row ${index}`).toBe(`(a) ${first} (b) ${second}`);
    const right = rightOption(pair, side);
    expect(key, `key of row ${index}`).toBe(right === first ? '(a)' : '(b)');
    return { index: at + 1, question, options, key: key as '(a)' | '(b)', pair, side };
  });
  const odd = rows.filter((row) => row.index % 2 === 1);
  for (const row of odd) {
    const even = rows[row.index];
    expect(even, 'rows 2k-1 and 2k are one pair').toMatchObject({
      question: row.question,
      options: row.options,
      side: other(row.side),
      key: row.key === '(a)' ? '(b)' : '(a)',
    });
  }
  expect(new Set(odd.map((row) => row.pair.number)).size, 'each pair once').toBe(written.length);
  // Unlike in MMVP's own file the parity of a row says nothing: half of the odd rows, in each pattern.
  for (const pattern of new Set(written.map((pair) => pair.pattern))) {
    const own = odd.filter((row) => row.pair.pattern === pattern);
    expect(own.filter((row) => row.key === '(a)')).toHaveLength(own.length / 2);
  }
  expect(folder(files, 'MMVP/').sort()).toEqual(
    ['Questions.csv', ...rows.map((row) => `MMVP Images/${row.index}.jpg`)].sort(),
  );
  return rows;
}

/** In the paper's order, as the released script takes the category from the row's place. */
const VLM_TYPES = [
  ['orientation', 'Orientation'],
  ['state', 'State'],
] as const;

/** `MMVP_VLM/`: rows by Type, equally many pairs in each, odd and even ids one pair. */
export function verifyMmvpVlm(files: Archive, written: readonly WrittenPair[]): void {
  const [header, ...records] = cells(files, 'MMVP_VLM/Questions.csv');
  expect(header).toEqual(['Question ID', 'Type', 'Statement']);
  const types = VLM_TYPES.flatMap(([pattern, type]) =>
    written.filter((pair) => pair.pattern === pattern).flatMap(() => [type, type]),
  );
  expect(records.map((row) => row[1])).toEqual(types);
  const sides = records.map(([id, type, statement = ''], at) => {
    expect(id, 'Question ID counts from 1').toBe(String(at + 1));
    const pair = written.find((one) => SIDES.some((side) => one.statements[side] === statement));
    const side = SIDES.find((one) => pair?.statements[one] === statement);
    if (!pair || !side) throw new Error(`Statement ${id} is "${statement}", which nobody wrote.`);
    expect(type).toBe(VLM_TYPES.find(([pattern]) => pattern === pair.pattern)?.[1]);
    const picture = fileOf(files, `MMVP_VLM/MLLM_VLM Images/${type}/${id}.jpg`);
    expect(sha256(picture), `image of statement ${id}`).toBe(pair.images[side]);
    return { number: pair.number, side };
  });
  for (let at = 0; at < sides.length; at += 2) {
    const [odd, even] = [sides[at], sides[at + 1]];
    expect(even?.number).toBe(odd?.number);
    expect(even?.side).not.toBe(odd?.side);
  }
  expect(folder(files, 'MMVP_VLM/')).toHaveLength(1 + records.length);
}

interface Context {
  source: string;
  licence: string;
  rows: readonly ExportedRow[];
  /** Of so many raters, so many had both items of every pair right, and one item always. */
  raters: number;
  bothRight: number;
}

/** `pairs.jsonl`: everything that is known about a pair. */
export function verifyRecords(files: Archive, written: readonly WrittenPair[], about: Context) {
  const records = lines(files, 'pairs.jsonl');
  expect(records).toHaveLength(written.length);
  for (const record of records) {
    const pair = written.find((one) => one.number === record.number);
    if (!pair)
      throw new Error(`pairs.jsonl has a pair ${String(record.number)} that nobody wrote.`);
    const own = about.rows.filter((row) => row.pair.number === pair.number);
    const [, a, b] = /^\(a\) (.*) \(b\) (.*)$/.exec(own[0]?.options ?? '') ?? [];
    const image = (side: Side) => {
      const row = own.find((one) => one.side === side);
      return expect.objectContaining({
        index: row?.index,
        file: `MMVP/MMVP Images/${row?.index}.jpg`,
        sha256: pair.images[side],
        key: row?.key,
        statement: pair.statements[side],
        source: about.source,
        licence: about.licence,
      }) as unknown;
    };
    expect(record).toMatchObject({
      pattern: pair.pattern,
      question: pair.question,
      // Nobody has changed them: what every project begins with is its first version.
      guidelineVersion: 1,
      // Nobody asked a model.
      assisted: 'none',
      options: { a, b },
      images: { A: image('A'), B: image('B') },
      humanPairAccuracy: { right: about.bothRight, answers: about.raters },
    });
    const { A, B } = record.images as Record<Side, { humanItemAccuracy: { right: number } }>;
    // Whoever always takes the same option has one item of each pair right.
    expect(A.humanItemAccuracy.right + B.humanItemAccuracy.right).toBe(
      2 * about.bothRight + (about.raters - about.bothRight),
    );
    const { semantic, visual } = record.similarities as Record<string, { cosine: number }>;
    expect(semantic?.cosine).toBeGreaterThan(0.95);
    expect(visual?.cosine).toBeLessThan(0.6);
  }
}

/** `responses.jsonl`: every answer once, under pseudonyms. */
export function verifyResponses(files: Archive, about: Context, names: readonly string[]): void {
  const responses = lines(files, 'responses.jsonl');
  expect(responses).toHaveLength(about.raters * about.rows.length);
  expect(new Set(responses.map((one) => one.rater)).size).toBe(about.raters);
  const key = (one: Record<string, unknown>) =>
    [one.rater, one.number, one.image].map(String).join();
  expect(new Set(responses.map(key)).size).toBe(responses.length);
  const text = fileOf(files, 'responses.jsonl').toString('utf8');
  for (const name of [...names, '@']) expect(text).not.toContain(name);
}

/** `manifest.json`: the SHA-256 and size of every other file, and of nothing else. */
export function verifyManifest(files: Archive, slug: string): void {
  const manifest = JSON.parse(fileOf(files, 'manifest.json').toString('utf8')) as {
    project: { slug: string };
    files: { path: string; bytes: number; sha256: string }[];
  };
  expect(manifest.project.slug).toBe(slug);
  const listed = new Map(
    manifest.files.map(({ path, bytes, sha256 }) => [path, { bytes, sha256 }]),
  );
  expect(listed.size).toBe(manifest.files.length);
  const found = [...files].filter(([path]) => path !== 'manifest.json');
  expect(listed).toEqual(
    new Map(found.map(([path, body]) => [path, { bytes: body.length, sha256: sha256(body) }])),
  );
}

const folder = (files: Archive, prefix: string): string[] =>
  [...files.keys()]
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length));
