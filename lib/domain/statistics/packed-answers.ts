/**
 * Answers as one text for each who gave them. The database writes it and the thread that computes reads it, so
 * that in between, where all requests wait for each other, hundreds of thousands are a few strings. A line is an
 * answer: pair, side, choice (0 is none), and of people position, confidence, active and wall milliseconds.
 */
import type { ItemAnswer, Side } from './pair-accuracy';
import type { ReportAnswer } from './study-report';

export interface Packed {
  /** A rater's pseudonym, or a model. */
  id: string;
  lines: string;
}

export function packAnswers(answers: readonly ReportAnswer[]): Packed[] {
  const lines = new Map<string, string[]>();
  for (const answer of answers) {
    const { raterId, pairId, side, choice, position, confidence, activeMs, wallMs } = answer;
    const own = lines.get(raterId) ?? [];
    own.push([pairId, side, choice ?? 0, position, confidence, activeMs, wallMs].join(' '));
    lines.set(raterId, own);
  }
  return [...lines].map(([id, own]) => ({ id, lines: own.join('\n') }));
}

export const unpackAnswers = (packed: readonly Packed[]): ReportAnswer[] =>
  packed.flatMap(({ id, lines }) =>
    fieldsOf(lines).map(([pairId = '', side, choice, ...numbers]) => {
      const [position = 0, confidence = 0, activeMs = 0, wallMs = 0] = numbers.map(Number);
      return {
        raterId: id,
        pairId,
        side: side as Side,
        choice: choice === '1' ? 1 : choice === '2' ? 2 : null,
        ...{ position, confidence, activeMs, wallMs },
      };
    }),
  );

/** Of models, which cannot say "can't tell": no choice is an answer that could not be read. */
export const unpackItems = ({ lines }: Packed): ItemAnswer[] =>
  fieldsOf(lines).map(([pairId = '', side, choice]) => ({
    pairId,
    side: side as Side,
    answer: choice === '1' ? 1 : choice === '2' ? 2 : 'unparsed',
  }));

const fieldsOf = (lines: string): string[][] =>
  lines === '' ? [] : lines.split('\n').map((line) => line.split(' '));
