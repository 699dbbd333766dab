/** Opens an encoder's graph with the weights that its description pins. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
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

export async function openGraph(
  folder: string,
  graph: DescribedFile & { data?: DescribedFile[] | undefined },
  choice: SessionChoice = {},
): Promise<Session> {
  if (!graph.data) return openSession(await verifiedBytes(folder, graph), choice);
  // The runtime itself finds the weights beside the graph, and they may be too large to hold twice:
  // they are verified on the disk.
  for (const { file, sha256 } of [graph, ...graph.data]) {
    const found = await hashOfFile(join(folder, file));
    if (found?.sha256 !== sha256) throw changed(file);
  }
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
