/** The list of everything in an export, with hashes. */
import { z } from 'zod';

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 in lower-case hex');

/** Relative, with forward slashes and no way out of the folder. */
const pathSchema = z
  .string()
  .min(1)
  .refine(
    (path) =>
      !path.includes('\\') && path.split('/').every((part) => !['', '.', '..'].includes(part)),
    'A relative path inside the folder',
  );

export const listedFileSchema = z.strictObject({
  path: pathSchema,
  bytes: z.int().nonnegative(),
  sha256: sha256Schema,
});
export type ListedFile = z.infer<typeof listedFileSchema>;

export const manifestSchema = z.strictObject({
  format: z.literal('blindpair-release'),
  version: z.literal(1),
  project: z.strictObject({ slug: z.string().min(1), name: z.string().min(1) }),
  release: z.strictObject({
    id: z.string().min(1),
    version: z.int().positive(),
    name: z.string(),
    /** Decided keys and order. */
    seed: z.string().min(1),
    pairs: z.int().nonnegative(),
  }),
  createdAt: z.iso.datetime(),
  /** Version of the software that wrote it. */
  generator: z.string().min(1),
  /** Whether, and if not why not, each optional part is in the export. */
  parts: z.strictObject({
    mmvpVlm: z.strictObject({ included: z.boolean(), note: z.string() }),
  }),
  /** Sorted by path; the manifest itself is not listed. */
  files: z.array(listedFileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Fills in format and version and sorts the files. Throws a ZodError for values that cannot be. */
export function buildManifest(input: Omit<Manifest, 'format' | 'version'>): Manifest {
  const files = [...input.files].sort((one, two) => (one.path < two.path ? -1 : 1));
  return manifestSchema.parse({ format: 'blindpair-release', version: 1, ...input, files });
}

export const writeManifest = (manifest: Manifest): string =>
  `${JSON.stringify(manifest, null, 2)}\n`;

export type FileDifference =
  | { path: string; problem: 'missing' | 'not-listed' | 'listed-twice' }
  | { path: string; problem: 'changed'; expected: string; actual: string };

/** Compares the listed files with those found (the manifest itself left out of `found`). */
export function compareFiles(
  listed: readonly ListedFile[],
  found: readonly ListedFile[],
): FileDifference[] {
  const differences: FileDifference[] = [];
  const actual = new Map(found.map((file) => [file.path, file]));
  const seen = new Set<string>();
  for (const { path, bytes, sha256 } of listed) {
    if (seen.has(path)) differences.push({ path, problem: 'listed-twice' });
    seen.add(path);
    const file = actual.get(path);
    if (!file) differences.push({ path, problem: 'missing' });
    else if (file.sha256 !== sha256 || file.bytes !== bytes) {
      const describe = (bytesOf: number, hash: string) => `${bytesOf} bytes, ${hash}`;
      differences.push({
        path,
        problem: 'changed',
        expected: describe(bytes, sha256),
        actual: describe(file.bytes, file.sha256),
      });
    }
  }
  for (const { path } of found)
    if (!seen.has(path)) differences.push({ path, problem: 'not-listed' });
  return differences;
}

/** Parses a manifest's text and compares it with the files found. */
export function verifyManifest(
  text: string,
  found: readonly ListedFile[],
): { ok: true; manifest: Manifest } | { ok: false; problems: string[] } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, problems: ['The manifest is not valid JSON.'] };
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success)
    return { ok: false, problems: [`The manifest: ${z.prettifyError(parsed.error)}`] };
  const problems = compareFiles(parsed.data.files, found).map((difference) =>
    difference.problem === 'changed'
      ? `${difference.path} changed: listed with ${difference.expected}, found with ${difference.actual}.`
      : `${difference.path} is ${difference.problem.replace('-', ' ')}.`,
  );
  return problems.length > 0 ? { ok: false, problems } : { ok: true, manifest: parsed.data };
}
