/** The pairs of a run that a window is cut from: filtered, sorted, and kept while somebody scrolls. */
import type { Ctx } from '@/lib/infra/context';
import type { RunResult } from '@/lib/infra/run-result';
import { shownBy } from './kept-places';
import type { ExploreSort, PassingQuery } from './schemas';
import type { StoredRun } from './stored-run';

interface Lists {
  /** Sorting 5 million pairs takes seconds. */
  orders: Map<ExploreSort, Uint32Array>;
  /** By what was asked for, oldest first. */
  lists: Map<string, Promise<Uint32Array>>;
}

/** Of the runs that were looked at last. */
const known = new WeakMap<RunResult, Lists>();
/** Per run; one of 5 million pairs takes 20 MB. */
const KEPT = 8;

/**
 * Positions among all that passed. All windows of a named list are cut from one: a pair whose state
 * changes meanwhile makes no other one appear twice or not at all. A new name begins anew.
 */
export async function passingList(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  { result }: StoredRun,
  { s, v, sort, show, list: own }: Omit<PassingQuery, 'count' | 'from'>,
): Promise<Uint32Array> {
  const stored = known.get(result) ?? { orders: new Map(), lists: new Map() };
  known.set(result, stored);
  const { lists } = stored;
  // What passed never changes and is one list for all; what is kept and how far it has come does.
  const name = `${s} ${v} ${sort} ${show} ${show === 'all' ? '' : own}`;
  const list = lists.get(name) ?? make();
  lists.delete(name);
  lists.set(name, list);
  list.catch(() => {
    if (lists.get(name) === list) lists.delete(name);
  });
  for (const old of lists.keys()) {
    if (lists.size <= KEPT) break;
    lists.delete(old);
  }
  return list;

  async function make(): Promise<Uint32Array> {
    const shown = show === 'all' ? null : await shownBy(ctx, projectId, result, show);
    const { semantic, visual } = result.passing;
    return orderOf(result, stored, sort).filter(
      (k) => semantic[k]! > s && visual[k]! < v && (shown === null || shown[k] === 1),
    );
  }
}

function orderOf({ passing }: RunResult, { orders }: Lists, sort: ExploreSort): Uint32Array {
  const known = orders.get(sort);
  if (known) return known;
  const { semantic, visual } = passing;
  const key = {
    gap: (k: number) => visual[k]! - semantic[k]!,
    semantic: (k: number) => -semantic[k]!,
    visual: (k: number) => visual[k]!,
  }[sort];
  const keys = Float64Array.from(semantic, (_, k) => key(k));
  const order = Uint32Array.from(semantic, (_, k) => k).sort(
    (p, q) => keys[p]! - keys[q]! || p - q,
  );
  orders.set(sort, order);
  return order;
}
