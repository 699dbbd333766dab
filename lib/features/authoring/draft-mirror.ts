/** The copy of a draft on this device, by person and pair. */
import { questionContent } from './schemas';
import type { MirrorEntry } from './draft-saver';

const keyOf = (userId: string, pairId: string): string => `blindpair:draft:${userId}:${pairId}`;

export interface Mirror {
  read(): MirrorEntry | null;
  write(entry: MirrorEntry): void;
  clear(): void;
}

/** A full or forbidden localStorage never gets in the way of typing: the server still saves. */
export function draftMirror(storage: () => Storage, userId: string, pairId: string): Mirror {
  const key = keyOf(userId, pairId);
  return {
    read: () => {
      try {
        const raw = JSON.parse(storage().getItem(key) ?? 'null') as Partial<MirrorEntry> | null;
        const content = questionContent.safeParse(raw?.content);
        if (!content.success || typeof raw?.baseVersion !== 'number') return null;
        const unanswered = questionContent.array().safeParse(raw.unanswered ?? []);
        return {
          content: content.data,
          baseVersion: raw.baseVersion,
          unanswered: unanswered.success ? unanswered.data : [],
        };
      } catch {
        return null;
      }
    },
    write: (entry) => {
      try {
        storage().setItem(key, JSON.stringify(entry));
      } catch {
        // The state line says "not saved" when the server is not reached either.
      }
    },
    clear: () => {
      try {
        storage().removeItem(key);
      } catch {
        // Nothing was kept then.
      }
    },
  };
}
