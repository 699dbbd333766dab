/** Opens an encoder's graph with the weights that its description pins. */
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DescribedFile, Filler } from '@/lib/domain/encoders';
import { hashOfFile } from '../models/file-hash';
import { openSession, Tensor, type Session, type SessionChoice } from './ort';

const changed = (file: string): Error => new Error(`${file} changed while it was in use.`);

/** Bytes that are verified and then used are the same bytes, whatever happens to the file. */
export async function verifiedBytes(folder: string, file: DescribedFile): Promise<Buffer> {
  const bytes = await readFile(join(folder, file.file));
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) throw changed(file.file);
  return bytes;
}

/** A read of more than 2 GiB is refused. */
const PIECE = 2 ** 30;

/** The same, at the beginning of a buffer that has `room` bytes more, for changes without a second copy. */
export async function verifiedWithRoom(
  folder: string,
  file: DescribedFile,
  room: number,
): Promise<{ buffer: Buffer; length: number }> {
  const handle = await open(join(folder, file.file));
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.allocUnsafe(size + room);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await handle.read(buffer, length, Math.min(size - length, PIECE));
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    const hash = createHash('sha256').update(buffer.subarray(0, length));
    if (hash.digest('hex') !== file.sha256) throw changed(file.file);
    return { buffer, length };
  } finally {
    await handle.close();
  }
}

/** Files that are too large to hold twice are verified on the disk. */
export async function verifyOnDisk(folder: string, files: readonly DescribedFile[]): Promise<void> {
  for (const { file, sha256 } of files) {
    const found = await hashOfFile(join(folder, file));
    if (found?.sha256 !== sha256) throw changed(file);
  }
}

export async function openGraph(
  folder: string,
  graph: DescribedFile & { data?: DescribedFile[] | undefined },
  choice: SessionChoice = {},
): Promise<Session> {
  if (!graph.data) return openSession(await verifiedBytes(folder, graph), choice);
  // The runtime itself finds the weights beside the graph.
  await verifyOnDisk(folder, [graph, ...graph.data]);
  return openSession(join(folder, graph.file), choice);
}

/** The described fillers of those inputs that the graph has. */
export function fillersOf(
  { inputNames }: Session,
  { fillers = [] }: { fillers?: Filler[] | undefined },
): Record<string, Tensor> {
  return Object.fromEntries(
    fillers
      .filter(({ name }) => inputNames.includes(name))
      .map(({ name, type, shape, value }) => {
        const size = shape.reduce((product, side) => product * side, 1);
        const tensor =
          type === 'int64'
            ? new Tensor('int64', new BigInt64Array(size).fill(BigInt(value)), shape)
            : new Tensor('float32', new Float32Array(size).fill(value), shape);
        return [name, tensor];
      }),
  );
}
