import { basename, join } from 'node:path';
import type { CatalogueEntry } from '@/lib/domain/catalogue/schema';
import { CATALOGUE } from '@/lib/domain/catalogue';
import {
  encoderFiles,
  type EncoderDescription,
  type Pooling,
  type Preprocessing,
} from '@/lib/domain/encoders';
import { notFound } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderStatus } from '@/lib/infra/encoders/registry';
import { sizeOf } from '@/lib/infra/models/file-hash';
import { hubFilesOf } from './hub-files';
import type { EncoderJob } from './job-states';
import { listModels, type InstalledRow, type ModelSource, type OfferedRow } from './queries';

export interface ModelFile {
  path: string;
  bytes: number | null;
  /** Null where the first download records it. */
  sha256: string | null;
}

export interface ModelDetail {
  id: string;
  name: string;
  installed: InstalledRow | null;
  offered: OfferedRow | null;
  job: EncoderJob | null;
  verify: EncoderJob | null;
  /** Where the files come from. */
  repository: { name: string; revision: string | null } | null;
  /** What its authors published. */
  original: { repository: string; revision: string | null } | null;
  files: ModelFile[];
  preprocessing: Preprocessing | null;
  /** Output of the graph and how the embedding comes out of it; null where one makes the export. */
  embedding: { output: string; pooling: Pooling } | null;
  /** The catalogue's words on the embedding. */
  poolingWords: string | null;
  patchTokens: { rows: number; columns: number } | null;
  patch: number | null;
  text: { tokenizer: string; contextLength: number } | null;
  export: { sentence: string; command: string } | null;
  sources: CatalogueEntry['sources'] | null;
  notes: string[];
}

/** Everything that is known of one encoder. Throws 'not-found' for an id that nobody knows. */
export async function modelDetail(
  ctx: Ctx,
  { projectId, encoderId }: { projectId: string; encoderId: string },
  source: ModelSource = { registry: installedEncoders(), catalogue: CATALOGUE },
): Promise<ModelDetail> {
  authorize(ctx, 'models:view', projectId);
  const entry = source.catalogue.find(({ id }) => id === encoderId);
  const list = await listModels(
    ctx,
    { projectId, query: { q: '', role: undefined, state: undefined } },
    source,
  );
  const installed = list.installed.find(({ id }) => id === encoderId) ?? null;
  const offered = list.offered.find(({ id }) => id === encoderId) ?? null;
  if (!installed && !offered) throw notFound('The encoder');
  const status = (await source.registry.list()).find(({ id }) => id === encoderId);
  const description = status?.description;
  // What is installed counts; the catalogue may have moved on.
  const image = description?.image ?? entry?.hub?.image;
  return {
    id: encoderId,
    name: description?.name ?? entry?.name ?? encoderId,
    installed,
    offered,
    job: installed?.job ?? offered?.job ?? null,
    verify: list.verify,
    repository: repositoryOf(description, entry),
    original: entry?.original ?? null,
    files: description ? await filesHere(status, description) : filesThere(entry),
    preprocessing: description?.image.preprocessing ?? entry?.preprocessing ?? null,
    embedding: image?.embedding ?? null,
    poolingWords: entry?.pooling ?? null,
    patchTokens: image?.tokens ?? null,
    patch: entry?.patch ?? null,
    text: textOf(description, entry),
    export: entry?.export ?? null,
    sources: entry?.sources ?? null,
    notes: [...new Set([entry?.notes ?? '', description?.notes ?? ''])].filter(
      (note) => note !== '',
    ),
  };
}

const repositoryOf = (
  description: EncoderDescription | undefined,
  entry: CatalogueEntry | undefined,
): ModelDetail['repository'] => {
  if (description?.source) {
    return { name: description.source.repository, revision: description.source.revision };
  }
  // One's own files come from nowhere that is known here.
  if (description || !entry?.hub) return null;
  return { name: entry.hub.repository, revision: entry.hub.revision };
};

function textOf(
  description: EncoderDescription | undefined,
  entry: CatalogueEntry | undefined,
): ModelDetail['text'] {
  const contextLength = description?.text?.contextLength ?? entry?.text?.contextLength;
  if (contextLength === undefined || (description && !description.text)) return null;
  const file = description?.text?.tokenizer.file;
  const tokenizer = entry?.text?.tokenizer ?? (file ? basename(file) : '');
  return { tokenizer, contextLength };
}

const filesHere = (
  status: EncoderStatus | undefined,
  description: EncoderDescription,
): Promise<ModelFile[]> =>
  Promise.all(
    encoderFiles(description).map(async ({ file, sha256 }) => ({
      path: basename(file),
      bytes: status?.usable ? await sizeOf(join(status.folder, file)) : null,
      sha256,
    })),
  );

const filesThere = (entry: CatalogueEntry | undefined): ModelFile[] =>
  entry?.hub
    ? hubFilesOf(entry.hub).map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }))
    : [];
