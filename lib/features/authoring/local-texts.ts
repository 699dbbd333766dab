/** Texts on this device that are not the draft of a pair any more, by person and pair, until he puts them away. */
import { z } from 'zod';
import { EMPTY_QUESTION, sameContent, type QuestionContent } from '@/lib/domain/question-lint';
import { MIRROR } from './draft-mirror';
import { questionContent } from './schemas';

export interface LocalText {
  pairId: string;
  number: number;
  content: QuestionContent;
  at: string;
}

export interface LocalTexts {
  ofPair(pairId: string): LocalText[];
  /** False where the device keeps nothing. What is kept already is not kept twice. */
  add(text: LocalText): boolean;
  drop(pairId: string, content: QuestionContent): void;
  /** Of the whole project, copies of drafts that never reached the server among them; newest first. */
  all(): LocalText[];
}

const TEXTS = 'blindpair:texts';
/** Of one pair. More would be somebody's experiments. */
const MOST = 20;

const label = { project: z.string(), number: z.int(), at: z.string() };
const kept = z.object({
  project: label.project,
  number: label.number,
  texts: z.array(z.object({ at: label.at, content: questionContent })),
});
const mirrored = z.object({ ...label, content: questionContent });

export function localTexts(storage: () => Storage, userId: string, project: string): LocalTexts {
  const keyOf = (pairId: string): string => `${TEXTS}:${userId}:${pairId}`;

  const parse = <T>(schema: z.ZodType<T>, key: string): T | null => {
    try {
      return schema.safeParse(JSON.parse(storage().getItem(key) ?? 'null')).data ?? null;
    } catch {
      return null;
    }
  };

  const ofPair = (pairId: string): LocalText[] => {
    const found = parse(kept, keyOf(pairId));
    if (!found || found.project !== project) return [];
    return found.texts.map((text) => ({ ...text, pairId, number: found.number }));
  };

  const write = (pairId: string, number: number, texts: LocalText[]): boolean => {
    try {
      if (texts.length === 0) storage().removeItem(keyOf(pairId));
      else {
        const rows = texts.map(({ at, content }) => ({ at, content }));
        storage().setItem(keyOf(pairId), JSON.stringify({ project, number, texts: rows }));
      }
      return true;
    } catch {
      return false;
    }
  };

  const copy = (pairId: string): LocalText | null => {
    const found = parse(mirrored, `${MIRROR}:${userId}:${pairId}`);
    if (!found || found.project !== project || sameContent(found.content, EMPTY_QUESTION))
      return null;
    return { pairId, number: found.number, at: found.at, content: found.content };
  };

  return {
    ofPair,
    add: (text) => {
      const { pairId, number, content } = text;
      if (sameContent(content, EMPTY_QUESTION)) return true;
      const others = ofPair(pairId).filter((one) => !sameContent(one.content, content));
      return write(pairId, number, [text, ...others].slice(0, MOST));
    },
    drop: (pairId, content) => {
      const all = ofPair(pairId);
      const rest = all.filter((one) => !sameContent(one.content, content));
      if (all[0] && rest.length < all.length) write(pairId, all[0].number, rest);
      const mirror = copy(pairId);
      if (!mirror || !sameContent(mirror.content, content)) return;
      try {
        storage().removeItem(`${MIRROR}:${userId}:${pairId}`);
      } catch {
        // Nothing was kept then.
      }
    },
    all: () => {
      const texts: LocalText[] = [];
      for (const [prefix, read] of [
        [`${TEXTS}:${userId}:`, ofPair],
        [`${MIRROR}:${userId}:`, (pairId: string) => [copy(pairId)].filter((one) => one !== null)],
      ] as const) {
        for (const pairId of named(storage, prefix)) texts.push(...read(pairId));
      }
      return texts.sort((one, two) => two.at.localeCompare(one.at));
    },
  };
}

function named(storage: () => Storage, prefix: string): string[] {
  try {
    const device = storage();
    return Array.from({ length: device.length }, (_, at) => device.key(at))
      .filter((key) => key?.startsWith(prefix) === true)
      .map((key) => (key as string).slice(prefix.length));
  } catch {
    return [];
  }
}
