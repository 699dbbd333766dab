/** What a file that onnxruntime cannot open is instead, and what to do about it. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { AppError } from '@/lib/domain/errors';
import { refuse } from '../encoders/choose-ports';
import { plainReason } from '../encoders/runtime-reason';

const HEAD = 64;

/** Never throws: a file that cannot be read at all is the runtime's to name. */
async function headOf(path: string): Promise<Buffer> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return Buffer.alloc(0);
  }
}

const EXPORT = 'Export the model as ONNX, in Python with torch.onnx.export.';

/** By what files that are taken for graphs begin with. */
function otherKind(head: Buffer): string | null {
  const text = head.toString('latin1');
  if (head.length === 0) return 'is empty. Copy or export it again.';
  if (text.startsWith('version https://git-lfs')) {
    return 'is a pointer of Git LFS, not the file itself. Fetch that with "git lfs pull".';
  }
  if (text.startsWith('PK')) return `is a zip file, as PyTorch keeps weights in. ${EXPORT}`;
  // Pickles of protocol 2 and later.
  if (head[0] === 0x80 && head[1]! >= 2 && head[1]! <= 5) return `is a Python pickle. ${EXPORT}`;
  if (text.startsWith('\x89HDF')) return `is an HDF5 file, as Keras keeps weights in. ${EXPORT}`;
  // Eight bytes of length, then JSON.
  if (text.startsWith('{"', 8)) return `is a safetensors file: weights without a graph. ${EXPORT}`;
  if (/^\s*[<{]/.test(text)) return 'is a text or a web page. Download or export it again.';
  return null;
}

const newestOpset = (reason: string): string | undefined => /till opset (\d+)/.exec(reason)?.[1];

/** The refusal of the file at `path`, which the runtime failed to open with `error`. */
export async function unreadableGraph(path: string, error: unknown): Promise<AppError> {
  const name = `"${basename(path)}"`;
  const other = otherKind(await headOf(path));
  if (other !== null) return refuse(`${name} ${other}`);
  const reason = plainReason(error);
  const newest = newestOpset(reason);
  if (newest !== undefined) {
    return refuse(
      `${name} asks for newer operators than onnxruntime has here. Export it with opset_version=${newest} or less.`,
    );
  }
  if (/protobuf parsing failed|does not have a graph/i.test(reason)) {
    return refuse(`${name} is no ONNX graph, or only a part of one. Copy or export it again.`);
  }
  const mixed = reason.includes('float16') ? ' Export it in float32.' : '';
  return refuse(`${name} cannot be opened as an ONNX graph: ${reason}${mixed}`);
}
