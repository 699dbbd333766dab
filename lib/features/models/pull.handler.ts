import { catalogueEntry } from '@/lib/domain/catalogue';
import type { CatalogueEntry } from '@/lib/domain/catalogue/schema';
import { AppError, notFound } from '@/lib/domain/errors';
import { toKilobytes } from '@/lib/domain/job-progress';
import type { Ctx } from '@/lib/infra/context';
import { env } from '@/lib/infra/env';
import type { JobHandle, JobHandler } from '@/lib/infra/jobs/queue';
import { configuredHub, type Hub } from '@/lib/infra/models/hub';
import { pull } from '@/lib/infra/models/pull';
import { tryApart } from '@/lib/infra/models/try-apart';
import type { PullPayload } from './schemas';

interface PullSource {
  find: (id: string) => CatalogueEntry | undefined;
  /** The models folder. */
  folder: string;
  hub: Hub;
  /** Waits between attempts that brought nothing new, in milliseconds. */
  pausesMs?: readonly number[];
}

const configured = (): PullSource => ({
  find: catalogueEntry,
  folder: env().modelsDir,
  hub: configuredHub(),
});

/** Only what the catalogue names is ever asked for: no address comes from a person. */
export const pullHandler =
  (sourceOf: () => PullSource): JobHandler<PullPayload> =>
  async (ctx, { encoderId }, job) => {
    const { find, ...source } = sourceOf();
    const entry = find(encoderId);
    if (!entry) throw notFound('The encoder');
    await requireAlone(ctx, job, encoderId);
    const { description, bytes, changed } = await pull({
      ...source,
      entry,
      signal: job.signal,
      onBytes: (received, total) =>
        void job.progress({
          done: toKilobytes(received),
          ...(total !== null && { total: toKilobytes(total) }),
          step: 'download',
        }),
      tryOut: async (...encoder) => {
        await job.progress({ done: 1, total: 1, step: 'try' });
        await tryApart(...encoder);
      },
    });
    return { encoderId, bytes, changed, revision: description.source?.revision ?? null };
  };

export const handler = pullHandler(configured);

/**
 * Two jobs must not write one file. Each is RUNNING before it looks, so that of two at least one sees
 * the other; both may give way, which costs a click and never a file.
 */
async function requireAlone(ctx: Ctx, { jobId }: JobHandle, encoderId: string): Promise<void> {
  const other = await ctx.db.job.findFirst({
    where: {
      kind: 'pull-encoder',
      status: 'RUNNING',
      id: { not: jobId },
      payload: { path: ['encoderId'], equals: encoderId },
    },
    select: { id: true },
  });
  if (!other) return;
  throw new AppError(
    'conflict',
    'Another job is downloading this encoder. It goes on; when it has ended, the encoder is here.',
    { key: 'pullElsewhere' },
  );
}
