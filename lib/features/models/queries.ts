import { join } from 'node:path';
import { CATALOGUE } from '@/lib/domain/catalogue';
import { licenceLimit, type LicenceLimit } from '@/lib/domain/catalogue/licence';
import type { CatalogueEntry } from '@/lib/domain/catalogue/schema';
import { encoderFiles, type EncoderRole } from '@/lib/domain/encoders';
import { authorize, type Ctx } from '@/lib/infra/context';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderRegistry, EncoderStatus } from '@/lib/infra/encoders/registry';
import { sizeOf } from '@/lib/infra/models/file-hash';
import { publishedBytes } from './hub-files';
import { jobStates, type EncoderJob, type Verification } from './job-states';
import type { ModelListQuery, ModelState } from './schemas';

interface ModelRow {
  id: string;
  name: string;
  role: EncoderRole | null;
  family: string | null;
  /** Pixels per side that the encoder sees. */
  resolution: number | null;
  dimensions: number | null;
  licence: string | null;
  licenceLimit: LicenceLimit | null;
  /** Of all its files: on this disk, or to download; null where not known. */
  bytes: number | null;
  job: EncoderJob | null;
}

export interface InstalledRow extends ModelRow {
  miniature: boolean;
  /** Null when usable, else one sentence. */
  unusable: string | null;
  /** Whether a download would bring its files back. */
  repairable: boolean;
  verified: Verification | null;
}

export interface OfferedRow extends ModelRow {
  role: EncoderRole;
  family: string;
  state: ModelState;
  /** Installed, and cannot be used. */
  broken: boolean;
  /** Millions. */
  parameters: number | null;
  accuracy: CatalogueEntry['accuracy'];
}

export interface ModelList {
  installed: InstalledRow[];
  offered: OfferedRow[];
  /** Before the filter. */
  counts: { ready: number; installed: number; offered: number };
  /** Downloads that run, wait or failed. */
  jobs: { id: string; name: string; job: EncoderJob }[];
  verify: EncoderJob | null;
}

export interface ModelSource {
  registry: EncoderRegistry;
  catalogue: readonly CatalogueEntry[];
}

const here = (): ModelSource => ({ registry: installedEncoders(), catalogue: CATALOGUE });

/** What this installation has, and what it could have. */
export async function listModels(
  ctx: Ctx,
  { projectId, query }: { projectId: string; query: ModelListQuery },
  { registry, catalogue }: ModelSource = here(),
): Promise<ModelList> {
  authorize(ctx, 'models:view', projectId);
  const [statuses, states] = await Promise.all([registry.list(), jobStates(ctx, projectId)]);
  const entries = new Map(catalogue.map((entry) => [entry.id, entry]));
  const known = new Map(statuses.map((status) => [status.id, status]));
  const jobOf = (id: string): EncoderJob | null =>
    openJob(states.pulls.get(id), known.get(id)?.usable === true);
  const installed = await Promise.all(
    statuses.map(async (status): Promise<InstalledRow> => ({
      ...(await installedFacts(status, entries.get(status.id))),
      verified: states.verified.get(status.id) ?? null,
      job: jobOf(status.id),
    })),
  );
  const offered = catalogue.map((entry): OfferedRow => ({
    ...offeredFacts(entry),
    broken: known.get(entry.id)?.usable === false,
    state: known.has(entry.id) ? 'installed' : entry.hub ? 'download' : 'export',
    job: jobOf(entry.id),
  }));
  const wanted = matcher(query);
  return {
    installed: installed.filter((row) => wanted(row, 'installed')),
    offered: offered.filter((row) => wanted(row, row.state)),
    counts: {
      ready: installed.filter(({ unusable }) => unusable === null).length,
      installed: installed.length,
      offered: offered.length,
    },
    jobs: offered.flatMap(({ id, name, job }) =>
      job && isNews(job, ctx.clock.now()) ? [{ id, name, job }] : [],
    ),
    verify: states.verify,
  };
}

/** A download that ended badly is no news once the encoder is here by another way. */
function openJob(job: EncoderJob | undefined, usable: boolean): EncoderJob | null {
  if (!job) return null;
  const live = job.status === 'QUEUED' || job.status === 'RUNNING';
  return live || !usable ? job : null;
}

/** What ended badly yesterday is in the list of jobs. */
const NEWS_MS = 24 * 3600 * 1000;
const isNews = ({ finishedAt }: EncoderJob, now: Date): boolean =>
  finishedAt === null || now.getTime() - new Date(finishedAt).getTime() < NEWS_MS;

function matcher({ q, role, state }: ModelListQuery) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return (row: ModelRow, its: ModelState): boolean => {
    const text = [row.id, row.name, row.family, row.licence].join(' ').toLowerCase();
    return (
      (role === undefined || row.role === role) &&
      (state === undefined || its === state) &&
      words.every((word) => text.includes(word))
    );
  };
}

async function installedFacts(status: EncoderStatus, entry: CatalogueEntry | undefined) {
  const { id, description } = status;
  const licence = description?.license ?? null;
  return {
    id,
    name: description?.name ?? id,
    role: description?.role ?? null,
    family: description?.family ?? null,
    resolution: description?.image.preprocessing.crop ?? null,
    dimensions: description?.dimensions ?? null,
    licence,
    licenceLimit: licence === null ? null : licenceLimit(licence),
    bytes: status.usable ? await bytesOnDisk(status) : null,
    miniature: description?.miniature ?? false,
    unusable: status.usable ? null : status.reason,
    repairable: !status.usable && Boolean(entry?.hub && description?.source),
  };
}

async function bytesOnDisk({
  folder,
  description,
}: Extract<EncoderStatus, { usable: true }>): Promise<number> {
  const files = encoderFiles(description).map(({ file }) => join(folder, file));
  return (await Promise.all(files.map(sizeOf))).reduce((sum, size) => sum + size, 0);
}

const offeredFacts = (entry: CatalogueEntry) => ({
  id: entry.id,
  name: entry.name,
  role: entry.role,
  family: entry.family,
  resolution: entry.resolution,
  dimensions: entry.dimensions,
  licence: entry.license,
  licenceLimit: licenceLimit(entry.license),
  bytes: entry.hub ? publishedBytes(entry.hub) : null,
  parameters: entry.parameters,
  accuracy: entry.accuracy,
});
