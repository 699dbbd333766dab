'use client';
import { useEffect, useState } from 'react';
import type { GuidelineText } from '@/lib/domain/guidelines';
import type { GuidelineVersion } from '../queries';
import { keep, readKept, type KeptText } from './kept-text';

export interface GuidelineControl {
  text: KeptText;
  change: (patch: Partial<KeptText>) => void;
  changed: boolean;
  /** Text that this browser had kept was put back. */
  recovered: boolean;
  discard: () => void;
  /** Takes the other text; the own one can be put back. */
  replace: (other: GuidelineText & { version: number }) => void;
  putAside: KeptText | null;
  putBack: () => void;
  saved: () => void;
}

/** The text in the editor, with a copy in this browser until it is saved. */
export function useGuidelineText(
  place: { project: string; userId: string },
  guideline: GuidelineVersion,
): GuidelineControl {
  const besides = { ...place, aside: true };
  const { version: baseVersion, en, zh } = guideline;
  const original: KeptText = { baseVersion, en, zh, summary: '' };
  const [text, setText] = useState(original);
  const [recovered, setRecovered] = useState(false);
  const [putAside, setPutAside] = useState<KeptText | null>(null);
  const changed = text.en !== en || text.zh !== zh;

  useEffect(() => {
    // The server does not know what this browser keeps, so the first render cannot show it.
    queueMicrotask(() => {
      setPutAside(readKept(besides));
      const found = readKept(place);
      if (!found || (found.en === en && found.zh === zh)) return;
      setText(found);
      setRecovered(true);
    });
    // What the page was opened with; later versions come in as a conflict.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    if (!changed) return;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [changed]);

  const set = (next: KeptText): void => {
    setText(next);
    keep(place, next.en === en && next.zh === zh ? null : next);
  };
  return {
    text,
    changed,
    recovered,
    putAside,
    change: (patch) => set({ ...text, ...patch }),
    discard: () => {
      set(original);
      setRecovered(false);
    },
    replace: (other) => {
      const own = { ...text, baseVersion: other.version };
      keep(besides, own);
      setPutAside(own);
      set({ ...text, baseVersion: other.version, en: other.en, zh: other.zh });
    },
    putBack: () => {
      if (putAside) set(putAside);
      keep(besides, null);
      setPutAside(null);
    },
    saved: () => {
      keep(place, null);
      keep(besides, null);
    },
  };
}
