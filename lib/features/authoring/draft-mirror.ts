/** The copy of a draft on this device, by person and pair. */
import { sameContent } from '@/lib/domain/question-lint';
import { questionContent } from './schemas';
import type { MirrorEntry } from './draft-types';
import type { BenchPair } from './load-bench-pair';

export const MIRROR = 'blindpair:draft';

const keyOf = (userId: string, pairId: string): string => `${MIRROR}:${userId}:${pairId}`;

/** By which the bench's first page says of what pair a copy is that was never sent. */
export interface MirrorLabel {
  project: string;
  number: number;
  at: string;
}

export interface Mirror {
  read(): MirrorEntry | null;
  write(entry: MirrorEntry): void;
  clear(): void;
}

/** A full or forbidden localStorage never gets in the way of typing: the server still saves. */
export function draftMirror(
  storage: () => Storage,
  userId: string,
  pairId: string,
  label?: () => MirrorLabel,
): Mirror {
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
          questionId: typeof raw.questionId === 'string' ? raw.questionId : null,
          unanswered: unanswered.success ? unanswered.data : [],
        };
      } catch {
        return null;
      }
    },
    write: (entry) => {
      // What is typed comes first: a full device keeps it without what was sent before.
      const { unanswered: _sent, ...typed } = entry;
      for (const form of [entry, typed]) {
        try {
          storage().setItem(key, JSON.stringify({ ...form, ...label?.() }));
          return;
        } catch {
          // The state line says "not saved" when the server is not reached either.
        }
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

/**
 * What a copy on this device means for the pair as the server has it: nothing, when both are the same;
 * text to go on with, when it was typed on top of what is stored; else a question for a person.
 */
export function keptDraft(
  kept: MirrorEntry,
  pair: Pick<BenchPair, 'content' | 'draftVersion' | 'questionId'>,
): 'same' | 'newer' | 'conflict' {
  if (sameContent(kept.content, pair.content)) return 'same';
  // Drafts count from 1 again after each submit, so the version alone proves nothing.
  if (kept.questionId !== pair.questionId) return 'conflict';
  const sentBefore = kept.unanswered?.some((sent) => sameContent(sent, pair.content)) ?? false;
  return kept.baseVersion === pair.draftVersion || sentBefore ? 'newer' : 'conflict';
}
