'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { ExploreSort } from '../../explore/schemas';
import { PassingStore, type PassingView } from './passing-store';

export interface Passing extends PassingView {
  need: (from: number, to: number) => void;
}

/** Pairs of a sorted list, block by block, as the window over it moves. */
export function usePassing(
  address: string,
  query: { s: number; v: number; sort: ExploreSort },
  total: number,
): Passing {
  const { s, v, sort } = query;
  const store = useMemo(
    () =>
      new PassingStore(
        `${address}?${new URLSearchParams({ s: String(s), v: String(v), sort }).toString()}`,
        total,
      ),
    [address, s, v, sort, total],
  );
  useEffect(() => store.need(0, 1), [store]);
  const view = useSyncExternalStore(store.subscribe, store.read, store.read);
  return { ...view, need: store.need };
}
