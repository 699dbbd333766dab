import type { EncoderRole } from '@/lib/domain/encoders';
import { notFound } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';
import { cosinesByEncoder, ENCODER_COLUMNS } from '@/lib/infra/run-encoders';
import { isYetToJudge, toldStatus } from '@/lib/infra/told-status';
import type { PairCard } from './queries';

export interface PairEvent {
  id: string;
  at: string;
  who: string;
  action: string;
}

export interface PairDetail extends PairCard {
  leaseHolder: string | null;
  /** The published benchmark that it was imported from. */
  imported: { name: string; position: number } | null;
  /** Runs that found it, newest first. */
  runs: {
    runId: string;
    at: string;
    rank: number;
    semantic: number;
    visual: number;
    /** By each encoder, where the run has more than one of a role; none for runs with one of each. */
    each: { encoder: string; role: EncoderRole; cosine: number }[];
  }[];
  /** Newest first; only what the reader did himself where `yetToJudge`. */
  history: PairEvent[];
  /** The reader may still have to answer the question: what others did with the pair is kept from him. */
  yetToJudge: boolean;
  previous: number | null;
  next: number | null;
}

const IMAGE = { select: { id: true, width: true, height: true } } as const;
/** A pair that went back and forth a hundred times is looked up in the audit log. */
const EVENTS = 200;

/** One pair by its number, with what happened to it. Throws 'not-found'. */
export async function pairDetail(ctx: Ctx, projectId: string, number: number): Promise<PairDetail> {
  authorize(ctx, 'mining:view', projectId);
  const pair = await ctx.db.pair.findUnique({
    where: { projectId_number: { projectId, number } },
    select: {
      id: true,
      number: true,
      status: true,
      semantic: true,
      visual: true,
      imported: { select: { position: true, benchmark: { select: { name: true } } } },
      imageA: IMAGE,
      imageB: IMAGE,
      leaseHolder: { select: { name: true } },
      leaseExpiresAt: true,
      minedIn: {
        select: {
          rank: true,
          semantic: true,
          visual: true,
          cosines: true,
          runId: true,
          run: { select: { createdAt: true, ...ENCODER_COLUMNS } },
        },
        orderBy: { runId: 'desc' },
      },
    },
  });
  if (!pair) throw notFound('The pair');
  const yetToJudge = await isYetToJudge(ctx, { projectId, pairId: pair.id });
  const { actor } = ctx;
  const [told, events, previous, next] = await Promise.all([
    toldStatus(ctx, projectId),
    ctx.db.auditEvent.findMany({
      where: {
        subjectType: 'Pair',
        subjectId: pair.id,
        ...(yetToJudge && actor.kind === 'user' ? { actorId: actor.userId } : {}),
      },
      orderBy: { id: 'desc' },
      take: EVENTS,
      select: { id: true, at: true, actorLabel: true, action: true },
    }),
    neighbour(ctx, projectId, number, 'previous'),
    neighbour(ctx, projectId, number, 'next'),
  ]);
  const leased = pair.leaseExpiresAt !== null && pair.leaseExpiresAt > ctx.clock.now();
  return {
    id: pair.id,
    number: pair.number,
    status: told.of(pair),
    imported: pair.imported && {
      name: pair.imported.benchmark.name,
      position: pair.imported.position,
    },
    semantic: pair.semantic,
    visual: pair.visual,
    a: pair.imageA,
    b: pair.imageB,
    leaseHolder: leased ? (pair.leaseHolder?.name ?? null) : null,
    runs: pair.minedIn.map(({ run, cosines, ...mined }) => ({
      ...mined,
      at: run.createdAt.toISOString(),
      each: cosinesByEncoder(run, cosines),
    })),
    history: events.map((event) => ({
      id: event.id,
      at: event.at.toISOString(),
      who: event.actorLabel,
      action: event.action,
    })),
    yetToJudge,
    previous,
    next,
  };
}

async function neighbour(
  ctx: Ctx,
  projectId: string,
  number: number,
  side: 'previous' | 'next',
): Promise<number | null> {
  const row = await ctx.db.pair.findFirst({
    where: { projectId, number: side === 'next' ? { gt: number } : { lt: number } },
    orderBy: { number: side === 'next' ? 'asc' : 'desc' },
    select: { number: true },
  });
  return row?.number ?? null;
}
