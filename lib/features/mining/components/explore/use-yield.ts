'use client';

import { useEffect, useState } from 'react';
import type { Thresholds, Yield } from '@/lib/domain/mining/explore';

export type YieldState =
  { kind: 'known'; at: Thresholds; value: Yield } | { kind: 'failed'; at: Thresholds } | null;

/** A dragged line asks this often at most, in milliseconds. */
const PAUSE_MS = 40;

/** What a run with these thresholds would find; the last answer stays until the next one is there. */
export function useYield(address: string, at: Thresholds, first: Yield | null): YieldState {
  const [state, setState] = useState<YieldState>(
    first ? { kind: 'known', at, value: first } : null,
  );
  const { minSemantic, maxVisual } = at;
  const asked = state?.at;
  const known = asked?.minSemantic === minSemantic && asked.maxVisual === maxVisual;
  useEffect(() => {
    if (known) return;
    const control = new AbortController();
    const timer = setTimeout(async () => {
      const wanted = { minSemantic, maxVisual };
      try {
        const query = new URLSearchParams({ s: String(minSemantic), v: String(maxVisual) });
        const response = await fetch(`${address}?${query.toString()}`, { signal: control.signal });
        if (!response.ok) throw new Error(String(response.status));
        setState({ kind: 'known', at: wanted, value: (await response.json()) as Yield });
      } catch {
        if (!control.signal.aborted) setState({ kind: 'failed', at: wanted });
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [address, minSemantic, maxVisual, known]);
  return state;
}
