import { ENCODER_ROLES, type EncoderRole } from '@/lib/domain/encoders';
import type { Ctx } from '@/lib/infra/context';

export interface Probe {
  name: 'database' | 'disk' | 'encoders' | 'worker';
  ok: boolean;
  /** What is wrong and what to do; never a path or a secret. */
  detail: string;
}

/** A worker says that it lives every 5 s; three missed ones count as offline. */
export const WORKER_OFFLINE_MS = 15_000;

const MAX_WAIT_MS = 3_000;

/** What a load balancer and the jobs page need to know. Answers within a few seconds whatever hangs. */
export async function readiness(ctx: Pick<Ctx, 'db' | 'storage' | 'clock'>): Promise<Probe[]> {
  const [database, disk, workers] = await Promise.all([
    probe('database', async () => {
      await ctx.db.$queryRaw`SELECT 1`;
      return 'answers';
    }),
    probe('disk', async () => {
      await ctx.storage.check();
      return 'writable';
    }),
    livingWorkers(ctx).catch(() => []),
  ]);
  return [
    database,
    disk,
    encodersProbe(workers),
    workers.length > 0
      ? { name: 'worker', ok: true, detail: `${workers.length} online` }
      : { name: 'worker', ok: false, detail: 'Worker offline. Start one with `blindpair worker`.' },
  ];
}

/**
 * Ready when there is one usable encoder of each role: another that is broken stops only the runs
 * that ask for it, and those say so.
 */
export function encodersProbe(workers: readonly Pick<LivingWorker, 'encoders'>[]): Probe {
  if (workers.length === 0) {
    return { name: 'encoders', ok: false, detail: 'Unknown while no worker runs.' };
  }
  const encoders = workers.flatMap((worker) => worker.encoders);
  const named = (available: boolean) =>
    new Set(encoders.filter((one) => one.available === available).map((one) => one.id));
  const broken = [...named(false)];
  const missing = ENCODER_ROLES.filter(
    (role) => !encoders.some((one) => one.available && one.role === role),
  );
  const details = [
    `${named(true).size} ready`,
    ...(missing.length > 0 ? [`no ${missing.join(' and no ')} encoder`] : []),
    ...(broken.length > 0 ? [`not usable: ${broken.join(', ')}; run \`blindpair doctor\``] : []),
  ];
  return { name: 'encoders', ok: missing.length === 0, detail: details.join('; ') };
}

export interface LivingWorker {
  id: string;
  seenAt: Date;
  encoders: {
    id: string;
    role: EncoderRole | null;
    available: boolean;
    reason: string | null;
  }[];
}

export async function livingWorkers(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<LivingWorker[]> {
  const since = new Date(ctx.clock.now().getTime() - WORKER_OFFLINE_MS);
  const rows = await ctx.db.workerHeartbeat.findMany({
    where: { seenAt: { gte: since } },
    select: { id: true, seenAt: true, encoders: true },
  });
  return rows.map((row) => ({
    ...row,
    encoders: row.encoders as unknown as LivingWorker['encoders'],
  }));
}

async function probe(name: Probe['name'], check: () => Promise<string>): Promise<Probe> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), MAX_WAIT_MS);
  });
  try {
    return { name, ok: true, detail: await Promise.race([check(), late]) };
  } catch {
    const detail =
      name === 'database'
        ? 'The database does not answer. Check DATABASE_URL and that Postgres runs.'
        : 'The data folder cannot be written. Check its free space and permissions.';
    return { name, ok: false, detail };
  } finally {
    clearTimeout(timer);
  }
}
