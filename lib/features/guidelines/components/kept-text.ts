/** What an administrator has written and not saved, kept in this browser so that nothing is lost. */
import { z } from 'zod';

const kept = z.strictObject({
  baseVersion: z.int().min(1),
  en: z.string(),
  zh: z.string(),
  summary: z.string(),
});
export type KeptText = z.output<typeof kept>;

const keyOf = (project: string): string => `guidelines:${project}`;

/** Null too where the browser keeps nothing, or something else. */
export function readKept(project: string): KeptText | null {
  try {
    return kept.parse(JSON.parse(localStorage.getItem(keyOf(project)) ?? 'null'));
  } catch {
    return null;
  }
}

export function keep(project: string, text: KeptText | null): void {
  try {
    if (text) localStorage.setItem(keyOf(project), JSON.stringify(text));
    else localStorage.removeItem(keyOf(project));
  } catch {
    // Private windows and full disks: the text is still on the page, and leaving it asks first.
  }
}
