'use client';
import { useCallback, useEffect, useState } from 'react';
import type { ImageCache } from './image-cache';

export type TrialImageState =
  { status: 'loading' | 'failed'; src: null } | { status: 'ready'; src: string };

const LOADING: TrialImageState = { status: 'loading', src: null };

/** Loads and decodes the trial's image, then the next one's, so that it is there before the answer. */
export function useTrialImage(
  cache: ImageCache,
  trial: { id: string; url: string },
  preload: { trialId: string; url: string } | null,
): TrialImageState & { retry(): void } {
  const [state, setState] = useState<TrialImageState>(LOADING);
  const [round, setRound] = useState(0);

  useEffect(() => {
    let current = true;
    cache.keepOnly(preload ? [trial.id, preload.trialId] : [trial.id]);
    cache
      .load(trial.id, trial.url)
      .then((src) => {
        if (current) setState({ status: 'ready', src });
        // A failure to load ahead shows, and can be mended, when that trial is current.
        if (preload) cache.load(preload.trialId, preload.url).catch(() => undefined);
      })
      .catch(() => {
        if (current) setState({ status: 'failed', src: null });
      });
    return () => {
      current = false;
    };
  }, [cache, trial.id, trial.url, preload, round]);

  const retry = useCallback(() => {
    setState(LOADING);
    setRound((n) => n + 1);
  }, []);
  return { ...state, retry };
}
