/** Registers somebody's own ONNX file as an encoder: looks at it, copies it, runs it, describes it. */
import type { EncoderDescription, EncoderRole, ImageTower, Pooling } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import {
  embeddingOutput,
  fillersFor,
  imageInput,
  readOutputs,
  refuse,
} from '../encoders/choose-ports';
import { listedPorts, portsOf } from '../encoders/ports';
import { tryEncoder } from '../encoders/try-encoder';
import { addText, type AddText } from './add-text';
import { readDescription, writeDescription } from './description-file';
import { dataBeside, described, ownFile, withInstalled, type OwnFile } from './own-files';
import { shapesOf, stepsFor, withGraph, type Steps } from './own-graph';

export interface AddInput {
  /** The models folder. */
  folder: string;
  /** Ids of all installed encoders. */
  taken: readonly string[];
  path: string;
  /** Weights beside the graph; without it those under the usual names are taken along. */
  data?: readonly string[] | undefined;
  id: string;
  name: string;
  role: EncoderRole;
  family: string;
  license: string;
  notes: string;
  preprocessing: Steps;
  input?: string | undefined;
  output?: string | undefined;
  pooling?: Pooling | undefined;
  /** What the embedding must have, where it is known beforehand. */
  dimensions?: number | undefined;
  text?: AddText | undefined;
}

export interface Added {
  description: EncoderDescription;
  /** What the graph has, as sentences. */
  found: string;
}

/**
 * Throws AppError: `conflict` for an id that is taken, `not-found` for a file that is not there,
 * `unprocessable` with what the graph has where a choice does not fit or the encoder does not run.
 * Then nothing is left behind.
 */
export async function addEncoder(input: AddInput): Promise<Added> {
  const { folder, id } = input;
  if (input.taken.includes(id) || (await readDescription(folder, id))) {
    throw new AppError('conflict', `There is an encoder "${id}" already. Choose another --id.`);
  }
  const graph = await ownFile(id, input.path);
  const data = await dataBeside(id, input.path, input.data);
  const { image, dimensions, found } = await lookAt(input, graph, data);
  const text = input.text && (await addText(id, input.text, image.preprocessing.crop));
  const description: EncoderDescription = {
    id,
    name: input.name,
    role: input.role,
    family: input.family,
    miniature: false,
    dimensions,
    image,
    ...(text && { text: text.text }),
    license: input.license,
    notes: input.notes,
  };
  return withInstalled(folder, [graph, ...data, ...(text?.files ?? [])], async () => {
    await tryEncoder(folder, description);
    await writeDescription(folder, description);
    return { description, found };
  });
}

const lookAt = (
  input: AddInput,
  graph: OwnFile,
  data: readonly OwnFile[],
): Promise<{ image: ImageTower; dimensions: number; found: string }> =>
  withGraph(input.path, async (session) => {
    const ports = portsOf(session);
    const port = imageInput(ports, input.input);
    const preprocessing = stepsFor(input.preprocessing, port);
    const fillers = fillersFor(ports, [port.name], preprocessing.crop);
    const output = embeddingOutput(ports, input.output, '--output');
    const shapes = await shapesOf(session, ports, port.name, preprocessing, fillers);
    const chosen = shapes.find(({ name }) => name === output.name);
    if (!chosen) throw refuse(`Output "${output.name}" is not float32. ${listedPorts(ports)}`);
    const { pooling, dimensions, tokens } = readOutputs(chosen, shapes, input.pooling);
    if (input.dimensions !== undefined && input.dimensions !== dimensions) {
      throw refuse(
        `Output "${chosen.name}" gives ${dimensions} numbers where ${input.name} has ${input.dimensions}. ${listedPorts(ports)}`,
      );
    }
    const image: ImageTower = {
      ...described(graph),
      ...(data.length > 0 && { data: data.map(described) }),
      ...(fillers.length > 0 && { fillers }),
      input: port.name,
      embedding: { output: chosen.name, pooling },
      ...(tokens && { tokens }),
      preprocessing,
    };
    return { image, dimensions, found: listedPorts(ports) };
  });
