/** What the jobs about encoders say of each of them. */
import type { KeptError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { ERROR_COLUMNS, withError } from '@/lib/infra/jobs/kept-error';
import { pullPayload, verifyResult } from './schemas';

export interface EncoderJob {
  id: string;
  kind: 'pull' | 'verify';
  status: 'QUEUED' | 'RUNNING' | 'FAILED' | 'CANCELLED';
  done: number;
  total: number | null;
  step: string | null;
  error: KeptError | null;
  cancelRequested: boolean;
  finishedAt: string | null;
  /** False where another project started it: it is watched from here, and ended from there. */
  own: boolean;
}

export interface Verification {
  at: string;
  ok: boolean;
  detail: string;
}

export interface JobStates {
  /** The newest unfinished or failed download, by encoder. */
  pulls: ReadonlyMap<string, EncoderJob>;
  /** A verification under way, of all encoders or of some. */
  verify: EncoderJob | null;
  verified: ReadonlyMap<string, Verification>;
}

/** More jobs about encoders than anybody starts between two looks at the page. */
const RECENT = 200;

export async function jobStates(ctx: Pick<Ctx, 'db'>, projectId: string): Promise<JobStates> {
  const rows = await ctx.db.job.findMany({
    where: {
      OR: [
        // What runs and what was brought here is everybody's; what failed is told where it began.
        { kind: 'pull-encoder', status: { in: ['QUEUED', 'RUNNING', 'DONE'] } },
        { kind: 'pull-encoder', projectId },
        { kind: 'verify-encoders', status: 'DONE' },
        { kind: 'verify-encoders', projectId },
      ],
    },
    orderBy: { id: 'desc' },
    take: RECENT,
    select: {
      id: true,
      kind: true,
      projectId: true,
      payload: true,
      status: true,
      done: true,
      total: true,
      step: true,
      ...ERROR_COLUMNS,
      cancelRequested: true,
      finishedAt: true,
      result: true,
    },
  });
  const pulls = new Map<string, EncoderJob>();
  const arrived = new Map<string, Date>();
  const verified = new Map<string, Verification>();
  let verify: EncoderJob | null = null;
  let verifyKnown = false;
  for (const { projectId: owner, payload, finishedAt, result, kind, status, ...rest } of rows) {
    const row = withError(rest);
    const own = owner === projectId;
    if (kind === 'pull-encoder') {
      const { encoderId } = pullPayload.parse(payload);
      if (status !== 'DONE') {
        if (!arrived.has(encoderId) && !pulls.has(encoderId)) {
          pulls.set(encoderId, { ...row, ...ended(finishedAt), status, kind: 'pull', own });
        }
      } else if (finishedAt && !arrived.has(encoderId)) arrived.set(encoderId, finishedAt);
    } else if (status === 'DONE') {
      verifyKnown = true;
      const results = verifyResult.safeParse(result).data?.results ?? [];
      for (const { id, ok, detail } of results) {
        if (!finishedAt || verified.has(id)) continue;
        // What was downloaded again since is another file.
        if (finishedAt < (arrived.get(id) ?? finishedAt)) continue;
        verified.set(id, { at: finishedAt.toISOString(), ok, detail });
      }
    } else if (!verifyKnown && own) {
      verifyKnown = true;
      verify = { ...row, ...ended(finishedAt), status, kind: 'verify', own };
    }
  }
  return { pulls, verify, verified };
}

const ended = (at: Date | null) => ({ finishedAt: at?.toISOString() ?? null });
