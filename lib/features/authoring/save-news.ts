import type { SaveState } from './draft-saver';

/** What is said aloud of saving; the trouble that stands in a notice of its own is said there. */
export type SaveNews = 'safe' | 'offline' | 'signedOut' | null;

/**
 * What to say after what was said last. A draft is saved every few words: that it is safe is said once, and again
 * only after trouble, so that nobody is told of it with each of them.
 */
export function saveNews(said: SaveNews, state: SaveState): SaveNews {
  switch (state.kind) {
    case 'saved':
      // Nothing was written yet.
      return state.at === null ? said : 'safe';
    case 'offline':
      return 'offline';
    case 'signed-out':
      return 'signedOut';
    case 'pending':
    case 'saving':
      return said;
    case 'lease-lost':
    case 'conflict':
    case 'refused':
      return null;
  }
}
