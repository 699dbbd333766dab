/** Which worker compares which tile: leases that expire, as for the chunks of an encoding. */
import { tilesOf } from '@/lib/domain/mining/tiles';
import { inTransaction } from '@/lib/infra/db/client';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { tileKey } from '@/lib/infra/tile-result';
import { leaseEnd, type Tiling } from './tiling';

export interface HeldTile {
  id: string;
  number: number;
  fileId: string;
}

/** Takes over a tile whose lease has ended, else the next one; null where all are done or held. */
export async function claimTile(ctx: WorkerCtx, tiling: Tiling): Promise<HeldTile | null> {
  const { runId, projectId, grid } = tiling;
  let dropped: string | undefined;
  const claimed = await inTransaction(ctx.db, async (tx): Promise<HeldTile | null> => {
    dropped = undefined;
    const [row] = await tx.$queryRaw<{ next: number }[]>`
      SELECT "nextTile" AS "next" FROM "MiningTiling" WHERE "runId" = ${runId}::uuid FOR UPDATE`;
    if (!row) return null;
    const lease = { fileId: ctx.rng.uuid(), leaseExpiresAt: leaseEnd(ctx) };
    const ended = { leaseExpiresAt: { lte: ctx.clock.now() } };
    const dead = await tx.miningTile.findMany({
      where: { runId, ...ended },
      orderBy: { number: 'asc' },
      select: { id: true, number: true, fileId: true },
    });
    for (const { id, number, fileId } of dead) {
      // Unless its holder was only slow and has stored it, or renewed its lease, this very moment.
      const taken = await tx.miningTile.updateMany({
        where: { id, fileId, ...ended },
        data: { ...lease, compared: 0 },
      });
      if (taken.count === 0) continue;
      dropped = fileId;
      return { id, number, fileId: lease.fileId };
    }
    if (row.next >= tilesOf(grid)) return null;
    const { id } = await tx.miningTile.create({
      data: { runId, number: row.next, ...lease },
      select: { id: true },
    });
    await tx.miningTiling.update({
      where: { runId },
      data: { nextTile: row.next + 1 },
      select: { runId: true },
    });
    return { id, number: row.next, fileId: lease.fileId };
  });
  // Its writer can no longer index it. A file that it writes after this it removes by itself.
  if (dropped) await ctx.storage.delete(tileKey(projectId, runId, dropped));
  return claimed;
}

/** A tile that is not done, as long as nobody has taken it over. */
const mine = ({ id, fileId }: HeldTile) => ({ id, fileId, leaseExpiresAt: { not: null } });

/** Says how far it is; false where the lease was lost. */
export async function renewTile(
  ctx: WorkerCtx,
  tile: HeldTile,
  compared: number,
): Promise<boolean> {
  const { count } = await ctx.db.miningTile.updateMany({
    where: mine(tile),
    data: { leaseExpiresAt: leaseEnd(ctx), compared },
  });
  return count > 0;
}

/** Gives the tile back, for anybody to claim at once. */
export async function releaseTile(ctx: WorkerCtx, tile: HeldTile): Promise<void> {
  await ctx.db.miningTile.updateMany({
    where: mine(tile),
    data: { leaseExpiresAt: ctx.clock.now(), compared: 0 },
  });
}

/** Ends the lease and indexes the tile's file, in one statement; false where the lease was lost. */
export async function finishTile(
  ctx: WorkerCtx,
  tile: HeldTile,
  counts: { compared: number; passing: number },
): Promise<boolean> {
  const { count } = await ctx.db.miningTile.updateMany({
    where: mine(tile),
    data: { leaseExpiresAt: null, ...counts },
  });
  return count > 0;
}

/** A done tile whose file cannot be used is to be compared again. */
export async function redoTile(ctx: WorkerCtx, { id, fileId }: HeldTile): Promise<void> {
  await ctx.db.miningTile.updateMany({
    where: { id, fileId, leaseExpiresAt: null },
    data: { leaseExpiresAt: ctx.clock.now(), compared: 0, passing: 0 },
  });
}

export interface TilesState {
  done: number;
  /** Being compared by somebody alive. */
  held: number;
  /** Pairs compared so far, and pairs that passed in tiles that are done. */
  compared: number;
  passing: number;
}

export async function stateOfTiles(ctx: WorkerCtx, { runId }: Tiling): Promise<TilesState> {
  const { miningTile } = ctx.db;
  const [sums, done, held] = await Promise.all([
    miningTile.aggregate({ where: { runId }, _sum: { compared: true, passing: true } }),
    miningTile.count({ where: { runId, leaseExpiresAt: null } }),
    miningTile.count({ where: { runId, leaseExpiresAt: { gt: ctx.clock.now() } } }),
  ]);
  return {
    done,
    held,
    compared: Number(sums._sum.compared ?? 0),
    passing: sums._sum.passing ?? 0,
  };
}
