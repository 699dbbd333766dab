/** What an administrator has written and not saved, kept in this browser so that nothing is lost. */
import { z } from 'zod';

const kept = z.strictObject({
  baseVersion: z.int().min(1),
  en: z.string(),
  zh: z.string(),
  summary: z.string(),
});
export type KeptText = z.output<typeof kept>;

/** Whose text, and which of two: the one in the editor, or the one put aside for somebody else's. */
export interface KeptPlace {
  project: string;
  userId: string;
  aside?: boolean;
}

const keyOf = ({ project, userId, aside = false }: KeptPlace): string =>
  `guidelines:${project}:${userId}${aside ? ':aside' : ''}`;

/** Null too where the browser keeps nothing, or something else. */
export function readKept(place: KeptPlace): KeptText | null {
  try {
    return kept.parse(JSON.parse(localStorage.getItem(keyOf(place)) ?? 'null'));
  } catch {
    return null;
  }
}

export function keep(place: KeptPlace, text: KeptText | null): void {
  try {
    if (text) localStorage.setItem(keyOf(place), JSON.stringify(text));
    else localStorage.removeItem(keyOf(place));
  } catch {
    // Private windows and full disks: the text is still on the page, and leaving it asks first.
  }
}
