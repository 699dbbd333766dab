import { Command } from 'commander';
import { CATALOGUE } from '@/lib/domain/catalogue';
import type { CatalogueEntry } from '@/lib/domain/catalogue/schema';
import { publishedBytes } from '@/lib/features/models/hub-files';
import { installedEncoders } from '@/lib/infra/encoders/installed';

type State = 'installed' | 'unusable' | 'download' | 'export';

interface Row {
  id: string;
  name: string;
  role: string;
  state: State;
  /** Millions. */
  parameters: number | null;
  resolution: number | null;
  dimensions: number | null;
  license: string | null;
  detail: string;
  entry?: CatalogueEntry;
}

export const listCommand = (): Command =>
  new Command('list')
    .description('The encoders that are installed, and those that can be had.')
    .option('--installed', 'only those that are installed')
    .option('--json', 'print everything that is known as JSON: files, hashes, accuracy, sources')
    .addHelpText(
      'after',
      `
installed  ready for mining, checks and evaluation
unusable   described, but a file is missing or changed; "models verify" says more
download   get it with "models pull"
export     no ONNX export is published; "models pull" says how to make one

parameters are of the whole model, in millions; download is what "models pull" fetches, image the side that is encoded.`,
    )
    .action(async (options: { installed?: boolean; json?: boolean }) => {
      const rows = await allRows();
      const shown = options.installed
        ? rows.filter(({ state }) => state === 'installed' || state === 'unusable')
        : rows;
      if (options.json) return console.log(JSON.stringify(shown, null, 2));
      const width = Math.max(...shown.map(({ id }) => id.length));
      const line = ([state, id, role, parameters, download, image, about]: string[]): string =>
        [
          ...[state!.padEnd(9), id!.padEnd(width), role!.padEnd(8), parameters!.padStart(10)],
          ...[download!.padStart(10), image!.padStart(6), about!],
        ].join('  ');
      console.log(line(['state', 'id', 'role', 'parameters', 'download', 'image', 'name']));
      for (const row of shown) {
        console.log(
          line([
            ...[row.state, row.id, row.role],
            row.parameters === null ? '' : `${row.parameters} M`,
            row.state === 'download' ? megabytes(row) : '',
            row.resolution === null ? '' : `${row.resolution} px`,
            row.detail,
          ]),
        );
      }
    });

const MEGABYTE = 1e6;

/** What "models pull" would fetch; from the parameters, in float32, where it is not published. */
function megabytes({ entry, parameters }: Row): string {
  const bytes = entry?.hub ? publishedBytes(entry.hub) : null;
  if (bytes !== null) return `${Math.ceil(bytes / MEGABYTE)} MB`;
  return parameters === null ? '' : `~${Math.ceil(parameters * 4)} MB`;
}

async function allRows(): Promise<Row[]> {
  const installed = await installedEncoders().list();
  const known = new Set(installed.map(({ id }) => id));
  const here = installed.map((status): Row => {
    const { description } = status;
    const entry = CATALOGUE.find(({ id }) => id === status.id);
    return {
      id: status.id,
      name: description?.name ?? status.id,
      role: description?.role ?? '',
      state: status.usable ? 'installed' : 'unusable',
      parameters: entry?.parameters ?? null,
      resolution: description?.image.preprocessing.crop ?? null,
      dimensions: description?.dimensions ?? null,
      license: description?.license ?? null,
      detail: status.usable ? status.description.name : status.reason,
      ...(entry && { entry }),
    };
  });
  const others = CATALOGUE.filter(({ id }) => !known.has(id)).map((entry): Row => ({
    id: entry.id,
    name: entry.name,
    role: entry.role,
    state: entry.hub ? 'download' : 'export',
    parameters: entry.parameters,
    resolution: entry.resolution,
    dimensions: entry.dimensions,
    license: entry.license,
    detail: [entry.name, ...entry.accuracy.map(({ measure, top1 }) => `${measure} ${top1} %`)].join(
      ', ',
    ),
    entry,
  }));
  return [...here, ...others];
}
