/** The copy of a draft on this device, by person and pair. */
import { EMPTY_QUESTION, sameContent, type QuestionContent } from '@/lib/domain/question-lint';
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
  /** The page that writes it: two windows on one pair share the place of the copy. */
  page: string;
}

export interface Mirror {
  read(): MirrorEntry | null;
  write(entry: MirrorEntry): void;
  /** Takes away what this page wrote, or what says this; what another window has still to send stays. */
  clear(said?: QuestionContent): void;
}

interface Held {
  content: QuestionContent;
  page: string | undefined;
  at: string | undefined;
}

/**
 * A full or forbidden localStorage never gets in the way of typing: the server still saves. `aside` is given the
 * words of another window that this one writes over.
 */
export function draftMirror(
  storage: () => Storage,
  userId: string,
  pairId: string,
  label?: () => MirrorLabel,
  aside?: (words: { content: QuestionContent; at: string }) => void,
): Mirror {
  const key = keyOf(userId, pairId);
  let written: QuestionContent | null = null;

  const held = (): Held | null => {
    try {
      const raw = JSON.parse(storage().getItem(key) ?? 'null') as Record<string, unknown> | null;
      const { data: content } = questionContent.safeParse(raw?.content);
      const said = (of: unknown) => (typeof of === 'string' ? of : undefined);
      return content ? { content, page: said(raw?.page), at: said(raw?.at) } : null;
    } catch {
      return null;
    }
  };
  const isOurs = ({ content, page }: Held): boolean =>
    page === label?.().page || (written !== null && sameContent(written, content));

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
      const other = held();
      if (
        other?.at !== undefined &&
        !isOurs(other) &&
        !sameContent(other.content, entry.content) &&
        !sameContent(other.content, EMPTY_QUESTION)
      ) {
        aside?.({ content: other.content, at: other.at });
      }
      written = entry.content;
      for (const form of [entry, typed]) {
        try {
          storage().setItem(key, JSON.stringify({ ...form, ...label?.() }));
          return;
        } catch {
          // The state line says "not saved" when the server is not reached either.
        }
      }
    },
    clear: (said) => {
      const other = held();
      if (other && !isOurs(other) && !(said && sameContent(said, other.content))) return;
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
