/** Which files beside itself a graph takes weights from. */
import { readFile, stat } from 'node:fs/promises';
import { externalLocations } from '../encoders/onnx-read';

/** A graph that has its weights elsewhere is small; one that is not is not read into memory for this. */
const MOST_BYTES = 256 * 2 ** 20;

/** As the graph names them, each once; null where the file is too large, or not understood. */
export async function weightsElsewhere(path: string): Promise<string[] | null> {
  const { size } = await stat(path);
  return size > MOST_BYTES ? null : externalLocations(await readFile(path));
}
