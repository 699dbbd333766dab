'use client';
import { useCallback, useEffect, useState } from 'react';
import type { Preload } from '../rating-view';
import type { ImageCache } from './image-cache';

export type TrialImageState =
  { status: 'loading' | 'failed'; src: null } | { status: 'ready'; src: string };

const LOADING: TrialImageState = { status: 'loading', src: null };

/** Loads and decodes the screen's images, then the next screen's, so that they are there before the answer. */
export function useTrialImages(
  cache: ImageCache,
  items: readonly { id: string; image: { url: string } }[],
  preload: readonly Preload[],
): { images: TrialImageState[]; retry(): void } {
  const [images, setImages] = useState<TrialImageState[]>(() => items.map(() => LOADING));
  const [round, setRound] = useState(0);

  useEffect(() => {
    let current = true;
    const set = (at: number, state: TrialImageState) => {
      if (current) setImages((now) => now.map((one, n) => (n === at ? state : one)));
    };
    cache.keepOnly([...items.map(({ id }) => id), ...preload.map(({ trialId }) => trialId)]);
    const loading = items.map(async ({ id, image }, at) => {
      try {
        set(at, { status: 'ready', src: await cache.load(id, image.url) });
      } catch (error) {
        set(at, { status: 'failed', src: null });
        throw error;
      }
    });
    Promise.all(loading)
      .then(() => {
        // A failure to load ahead shows, and can be mended, when that trial is current.
        for (const { trialId, url } of preload) cache.load(trialId, url).catch(() => undefined);
      })
      .catch(() => undefined);
    return () => {
      current = false;
    };
  }, [cache, items, preload, round]);

  const retry = useCallback(() => {
    setImages((now) => now.map((one) => (one.status === 'failed' ? LOADING : one)));
    setRound((n) => n + 1);
  }, []);
  return { images, retry };
}
