/** What a graph asks for and gives, for choosing among it and for saying what there is. */
import type { Session } from './ort';

export interface Port {
  name: string;
  type: string;
  /** A word where the length is open. */
  shape: readonly (number | string)[];
}

export interface Ports {
  inputs: Port[];
  outputs: Port[];
}

const portsIn = (metadata: Session['inputMetadata']): Port[] =>
  metadata.map((value) =>
    value.isTensor
      ? { name: value.name, type: value.type, shape: value.shape }
      : { name: value.name, type: 'not a tensor', shape: [] },
  );

export const portsOf = (session: Session): Ports => ({
  inputs: portsIn(session.inputMetadata),
  outputs: portsIn(session.outputMetadata),
});

/** "pixel_values (float32, n x 3 x 224 x 224)", one after another. */
export const listed = (ports: readonly Port[]): string =>
  ports
    .map(({ name, type, shape }) => {
      const sides = shape.map((side) => (typeof side === 'number' && side > 0 ? side : 'n'));
      return `${name} (${[type, ...(sides.length ? [sides.join(' x ')] : [])].join(', ')})`;
    })
    .join('; ');

export const listedPorts = ({ inputs, outputs }: Ports): string =>
  `Inputs of the graph: ${listed(inputs)}. Outputs: ${listed(outputs)}.`;
