/** pairs.jsonl: one line per pair with everything that is known and may be published about it. */
import { z } from 'zod';
import { ASSISTED } from '../assist/assisted';
import { PATTERN_IDS } from '../patterns';
import { sha256Schema } from './manifest';
import { placedKey, placedOptions } from './mmvp';
import { mmvpImage } from './release-paths';

const share = z.number().min(0).max(1);

/** Right answers among the raters who answered, with Wilson's interval (one answer per rater). */
export const proportionSchema = z
  .strictObject({
    right: z.int().nonnegative(),
    answers: z.int().positive(),
    estimate: share,
    lower: share,
    upper: share,
    confidence: z.number().gt(0).lt(1),
    method: z.literal('wilson'),
  })
  .refine((value) => value.right <= value.answers, 'More right answers than answers');
export type Proportion = z.infer<typeof proportionSchema>;

const encoderCosineSchema = z.strictObject({
  encoderId: z.string().min(1),
  weightsHash: z.string().min(1),
  preprocessing: z.string().min(1),
  cosine: z.number().min(-1.001).max(1.001),
});

const imageSchema = z.strictObject({
  /** Row of MMVP/Questions.csv, and the image's path in the export. */
  index: z.int().positive(),
  file: z.string().min(1),
  /** Path of its copy in MMVP_VLM; null when the pair is not in that part. */
  vlmFile: z.string().min(1).nullable(),
  sha256: sha256Schema,
  width: z.int().positive(),
  height: z.int().positive(),
  source: z.string(),
  licence: z.string(),
  key: z.enum(['(a)', '(b)']),
  statement: z.string().min(1),
  humanItemAccuracy: proportionSchema.nullable(),
});

export const releaseRecordSchema = z
  .strictObject({
    /** Stable for ever, and the number too; position and letters may change between releases. */
    pairId: z.string().min(1),
    number: z.int().positive(),
    position: z.int().positive(),
    pattern: z.enum(PATTERN_IDS),
    question: z.string().min(1),
    /** Of the guidelines in force when the question was submitted; null where nobody kept it yet. */
    guidelineVersion: z.int().positive().nullable(),
    /** Whether a model's proposals had a part in the question: none was shown, some were, one was taken. */
    assisted: z.enum(ASSISTED),
    options: z.strictObject({ a: z.string().min(1), b: z.string().min(1) }),
    firstSide: z.enum(['A', 'B']),
    optionsSwapped: z.boolean(),
    images: z.strictObject({ A: imageSchema, B: imageSchema }),
    humanPairAccuracy: proportionSchema.nullable(),
    similarities: z.strictObject({ semantic: encoderCosineSchema, visual: encoderCosineSchema }),
  })
  .refine(({ images }) => images.A.key !== images.B.key, 'Both images have the same key')
  .refine(
    ({ images, position, firstSide }) =>
      images[firstSide].index === 2 * position - 1 &&
      images[firstSide === 'A' ? 'B' : 'A'].index === 2 * position,
    'The rows do not follow from position and first side',
  );
export type ReleaseRecord = z.infer<typeof releaseRecordSchema>;

type ImageFacts = Omit<ReleaseRecord['images']['A'], 'index' | 'file' | 'key'>;

export interface ReleaseRecordInput extends Omit<ReleaseRecord, 'options' | 'images'> {
  /** Canonical options 1 and 2. */
  options: readonly [string, string];
  keyForA: 1 | 2;
  images: { A: ImageFacts; B: ImageFacts };
}

/** Works out rows, files, letters and keys from the placement. Throws a ZodError for bad values. */
export function buildReleaseRecord(input: ReleaseRecordInput): ReleaseRecord {
  const { options, keyForA, images, ...rest } = input;
  const [a, b] = placedOptions(options, input.optionsSwapped);
  const image = (side: 'A' | 'B') => {
    const index = 2 * input.position - (side === input.firstSide ? 1 : 0);
    const key = placedKey(keyForA, side, input.optionsSwapped);
    return { ...images[side], index, file: mmvpImage(index), key };
  };
  return releaseRecordSchema.parse({
    ...rest,
    options: { a, b },
    images: { A: image('A'), B: image('B') },
  });
}

export const writeReleaseRecords = (records: readonly ReleaseRecord[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

/** Reads the file back; problems name the line (1-based). */
export function parseReleaseRecords(text: string): {
  records: ReleaseRecord[];
  problems: { line: number; message: string }[];
} {
  const records: ReleaseRecord[] = [];
  const problems: { line: number; message: string }[] = [];
  text.split('\n').forEach((line, i) => {
    if (line.trim() === '') return;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      problems.push({ line: i + 1, message: 'Not valid JSON.' });
      return;
    }
    const parsed = releaseRecordSchema.safeParse(json);
    if (parsed.success) records.push(parsed.data);
    else problems.push({ line: i + 1, message: z.prettifyError(parsed.error) });
  });
  return { records, problems };
}
