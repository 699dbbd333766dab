/** The arrays in a `.npz`, which is a zip of `.npy` files. */
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { NPY_FLOATS, textBytes, type NpyHeader } from '@/lib/domain/formats/npy';
import { AppError } from '@/lib/domain/errors';
import { npyHeaderOf } from './npy-stream';

export interface NpzArrays {
  /** The table of embeddings. */
  vectors: NpzArray;
  /** The texts that say which row is whose; null where there is no such array. */
  texts: NpzArray | null;
}

export interface NpzArray {
  name: string;
  header: NpyHeader;
  open(): Promise<AsyncIterable<Buffer>>;
}

/**
 * Finds the table of numbers and the list of texts. Throws `unprocessable` where there is no such
 * table or several arrays could be meant.
 */
export async function openNpz(
  path: string,
  label: string,
): Promise<{ arrays: NpzArrays; close: () => void }> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch(
    (error: unknown) => {
      throw new AppError('unprocessable', `${label} is not a .npz file as numpy saves it.`, {
        cause: error,
      });
    },
  );
  try {
    const found: NpzArray[] = [];
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('.npy')) found.push(await arrayOf(zip, entry, label));
    }
    const tables = found.filter(({ header }) => header.shape.length === 2 && isNumbers(header));
    const lists = found.filter(
      ({ header }) => header.shape.length === 1 && textBytes(header.type) !== null,
    );
    const listed = found
      .map(({ name, header }) => `${name} (${header.type}, ${header.shape.join(' x ')})`)
      .join('; ');
    const [vectors] = tables;
    if (!vectors || tables.length > 1 || lists.length > 1) {
      throw new AppError(
        'unprocessable',
        `${label} must hold one table of numbers and at most one list of texts. It holds ${listed || 'no array'}. Save numpy.savez(file, embeddings=…, names=numpy.array(names, dtype=str)).`,
      );
    }
    return { arrays: { vectors, texts: lists[0] ?? null }, close: () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function arrayOf(zip: ZipFile, entry: Entry, label: string): Promise<NpzArray> {
  const open = async () => (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>;
  const name = entry.fileName.replace(/\.npy$/, '');
  return { name, header: await npyHeaderOf(await open(), `${label}: ${name}`), open };
}

/** Any numbers: a table of a wrong type is refused by its own sentence later. */
const isNumbers = ({ type }: NpyHeader): boolean =>
  type in NPY_FLOATS || /^[<>|=][fiu]\d$/.test(type);
