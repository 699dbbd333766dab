/** The description of a downloaded encoder: what the catalogue says, with the files that arrived. */
import { basename, join } from 'node:path';
import type { CatalogueEntry, HubExport, HubFile } from '@/lib/domain/catalogue/schema';
import type { DescribedFile, EncoderDescription } from '@/lib/domain/encoders';
import { tokenNumber } from './pad-token';
import { folderOf, type PullRecord } from './pull-record';

export async function describePulled(
  entry: CatalogueEntry,
  { image, text, repository }: HubExport,
  folder: string,
  { revision, files }: PullRecord,
): Promise<EncoderDescription> {
  const described = ({ path }: HubFile): DescribedFile => {
    const file = basename(path);
    return { file: `${entry.id}/${folderOf(revision)}/${file}`, sha256: files[file] ?? '' };
  };
  const graphOf = ({ graph, data, fillers, input }: HubExport['image' | 'text'] & object) => ({
    ...described(graph),
    ...(data && { data: data.map(described) }),
    ...(fillers && { fillers }),
    input,
  });
  return {
    id: entry.id,
    name: entry.name,
    role: entry.role,
    family: entry.family,
    miniature: false,
    dimensions: entry.dimensions,
    image: {
      ...graphOf(image),
      embedding: image.embedding,
      ...(image.tokens && { tokens: image.tokens }),
      preprocessing: entry.preprocessing,
    },
    ...(text &&
      entry.text && {
        text: {
          ...graphOf(text),
          ...(text.attentionMask && { attentionMask: text.attentionMask }),
          output: text.output,
          tokenizer: described(text.tokenizer),
          contextLength: entry.text.contextLength,
          padTokenId: await tokenNumber(join(folder, described(text.tokenizer).file), [
            entry.text.padToken,
          ]),
          ...(entry.text.logitScale && { logitScale: entry.text.logitScale }),
        },
      }),
    source: { repository, revision },
    license: entry.license,
    notes: entry.notes,
  };
}
