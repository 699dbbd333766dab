'use client';

import { useMemo, useSyncExternalStore } from 'react';
import type { ExploreSort, PairFilter } from '../../explore/schemas';
import { PassingStore, type PassingView } from './passing-store';

export interface Passing {
  view: PassingView;
  need: (from: number, to: number) => void;
  retry: () => void;
}

/** Pairs of a sorted list, block by block, as the window over it moves. */
export function usePassing(
  address: string,
  query: { s: number; v: number; sort: ExploreSort; show: PairFilter },
  total: number,
): Passing {
  const { s, v, sort, show } = query;
  const store = useMemo(() => {
    const asked = new URLSearchParams({ s: String(s), v: String(v), sort, show });
    return new PassingStore(`${address}?${asked.toString()}`, total);
  }, [address, s, v, sort, show, total]);
  const view = useSyncExternalStore(store.subscribe, store.read, store.read);
  return { view, need: store.need, retry: store.loadWanted };
}
