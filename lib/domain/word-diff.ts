/** The difference between two short texts, word by word; each Han character counts as a word. */
import { diffLines, type DiffLine } from './line-diff';

const WORDS = /\p{Script=Han}|[^\s\p{Script=Han}]+|\s+/gu;

/** What to remove from and add to `before` to get `after`. White space counts as one space. */
export function diffWords(before: string, after: string): DiffLine[] {
  const parts: DiffLine[] = [];
  for (const { kind, text } of diffLines(asLines(before), asLines(after))) {
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += text;
    else parts.push({ kind, text });
  }
  return parts.filter(({ text }) => text !== '');
}

const asLines = (text: string): string =>
  (text.match(WORDS) ?? []).map((word) => (/^\s/.test(word) ? ' ' : word)).join('\n');
