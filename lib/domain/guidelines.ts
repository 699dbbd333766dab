/** What holds for guidelines wherever they are read or written. */
import { DIFF_LINES } from './line-diff';
import { isPatternId, type PatternId } from './patterns';

export const GUIDELINE_LANGUAGES = ['en', 'zh'] as const;
export type GuidelineLanguage = (typeof GUIDELINE_LANGUAGES)[number];

/** Characters of one language's text; some twenty pages. */
export const GUIDELINE_LENGTH = 40_000;
export const SUMMARY_LENGTH = 300;

export interface GuidelineText {
  en: string;
  zh: string;
}

/** The text in the reader's language, or the other one where that is empty. */
export function inLanguage(text: GuidelineText, language: string): { lang: string; text: string } {
  const first = language === 'zh' ? 'zh' : 'en';
  const other = first === 'zh' ? 'en' : 'zh';
  const lang = text[first].trim() === '' && text[other].trim() !== '' ? other : first;
  return { lang, text: text[lang] };
}

/** Browsers send CRLF from forms; a diff would show every line as changed. */
export const normalizeText = (text: string): string =>
  `${text.replace(/\r\n?/gu, '\n').replace(/\s+$/u, '')}\n`;

export const tooManyLines = (text: string): boolean => text.split(/\r\n?|\n/u).length > DIFF_LINES;

/** A heading that ends with `{#orientation}` begins what is said about that pattern. */
export function headingAnchor(heading: string): { text: string; pattern: PatternId | null } {
  const found = /^(.*?)\s*\{#([a-z]+)\}\s*$/su.exec(heading);
  const id = found?.[2] ?? '';
  return found && isPatternId(id)
    ? { text: found[1] ?? '', pattern: id }
    : { text: heading, pattern: null };
}

/** Where the panel scrolls to. */
export const patternAnchor = (pattern: string): string => `guide-${pattern}`;
