import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PATTERN_IDS } from './patterns';
import {
  blocking,
  lintQuestion,
  normalizeQuestion,
  readyQuestion,
  sameContent,
  type LintCode,
  type QuestionContent,
} from './question-lint';
import { disagreements, keyForB, needsComment } from './review-rules';
import { proposeStatements } from './statement-proposal';

// Question and options: rows 1 and 2 of MMVP's released Questions.csv (Tong et al., arXiv 2401.06209).
const BUTTERFLY: QuestionContent = {
  question: "Are the butterfly's wings closer to being open or closed?",
  optionOne: 'Open',
  optionTwo: 'Closed',
  keyForA: 1,
  statementA: "The butterfly's wings are open.",
  statementB: "The butterfly's wings are closed.",
  pattern: 'state',
  note: '',
};

const codes = (content: QuestionContent): LintCode[] =>
  lintQuestion(content).map(({ code }) => code);
const text = fc.string({ maxLength: 120, unit: 'grapheme' });
const anyContent: fc.Arbitrary<QuestionContent> = fc.record({
  question: text,
  optionOne: text,
  optionTwo: text,
  keyForA: fc.constantFrom(1, 2, null),
  statementA: text,
  statementB: text,
  pattern: fc.option(fc.oneof(fc.constantFrom(...PATTERN_IDS), text)),
  note: text,
});

describe('lintQuestion', () => {
  it('finds nothing wrong with a question of the released MMVP', () => {
    expect(codes(BUTTERFLY)).toEqual([]);
  });

  it.each([
    ['question-missing', { question: '  ' }],
    ['question-mark', { question: 'Are the wings open or closed' }],
    ['question-mark', { question: 'Wings? Are they open or closed?' }],
    ['question-mark', { question: 'Are the wings open or closed? Look.' }],
    ['question-long', { question: `${'a'.repeat(200)} open or closed?` }],
    ['question-other-image', { question: 'Are the wings in the other image open or closed?' }],
    ['question-other-image', { question: 'Which picture shows open or closed wings?' }],
    ['question-other-image', { question: '另一张里的翅膀 open 还是 closed？' }],
    [
      'question-hard',
      {
        question:
          'Considering the predominant orientation, is the illuminated automobile perpendicular, open or closed?',
      },
    ],
    ['options-kind', { optionTwo: 'closed' }],
    ['options-kind', { optionTwo: 'Yes' }],
    ['option-missing', { optionOne: '' }],
    ['option-long', { optionTwo: `closed ${'x'.repeat(80)}` }],
    ['option-parenthesis', { optionOne: 'Open (wide)' }],
    ['option-parenthesis', { optionOne: 'Open（wide）' }],
    ['options-same', { optionTwo: ' OPEN ' }],
    ['options-same', { optionOne: 'to p', optionTwo: 'Top' }],
    ['options-parallel', { optionTwo: 'Closed tightly above its whole body' }],
    ['answer-in-question', { question: 'Are the wings open?' }],
    ['key-missing', { keyForA: null }],
    ['statement-missing', { statementB: ' ' }],
    ['statement-question', { statementA: 'Are they open?' }],
    ['statements-same', { statementB: "the butterfly's wings are OPEN." }],
    ['pattern-missing', { pattern: null }],
    ['pattern-missing', { pattern: 'mood' }],
  ] as const)('says %s', (code, patch) => {
    expect(codes({ ...BUTTERFLY, ...patch })).toContain(code);
  });

  it('takes a full-width question mark and finds an answer between unspaced characters', () => {
    const chinese = {
      ...BUTTERFLY,
      question: '门是开着的吗？',
      optionOne: '开着',
      optionTwo: '关着',
    };
    expect(codes(chinese)).toEqual(['answer-in-question']);
  });

  it('does not take a part of a word for an answer', () => {
    expect(
      codes({
        ...BUTTERFLY,
        question: 'Is the opening blue?',
        optionOne: 'Open',
        optionTwo: 'Shut',
      }),
    ).toEqual([]);
  });

  it('blocks exactly what cannot be made ready, for any text', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const ready = readyQuestion(content);
        expect(ready === null).toBe(blocking(lintQuestion(content)).length > 0);
        if (!ready) return;
        // What the readers of Questions.csv rely on.
        expect(ready.question).toMatch(/^[^?？]*[?？]$/u);
        expect(`${ready.optionOne}${ready.optionTwo}`).not.toMatch(/[()（）\r\n]/u);
        expect(ready.optionOne.toLowerCase()).not.toBe(ready.optionTwo.toLowerCase());
      }),
      { numRuns: 500 },
    );
  });

  it('judges a text like its normalized form, and normalizing twice is normalizing once', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const once = normalizeQuestion(content);
        expect(sameContent(normalizeQuestion(once), once)).toBe(true);
        expect(lintQuestion(once)).toEqual(lintQuestion(content));
      }),
    );
  });

  it('is symmetric in the two options as to whether anything blocks', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const swapped = { ...content, optionOne: content.optionTwo, optionTwo: content.optionOne };
        expect(readyQuestion(swapped) === null).toBe(readyQuestion(content) === null);
      }),
    );
  });
});

describe('proposeStatements', () => {
  it('proposes nothing before the key is chosen', () => {
    expect(proposeStatements({ ...BUTTERFLY, keyForA: null })).toBeNull();
  });
});

describe('review rules', () => {
  it('give image B the option that A has not, and count "can\'t tell" as disagreement', () => {
    expect([keyForB(1), keyForB(2)]).toEqual([2, 1]);
    expect(disagreements({ answerA: 1, answerB: 2, keyForA: 1 })).toEqual([]);
    expect(disagreements({ answerA: 2, answerB: 1, keyForA: 1 })).toEqual(['A', 'B']);
    expect(disagreements({ answerA: 1, answerB: null, keyForA: 1 })).toEqual(['B']);
    expect(needsComment('APPROVE', { answerA: 1, answerB: 2, keyForA: 1 })).toBe(false);
    expect(needsComment('APPROVE', { answerA: 1, answerB: null, keyForA: 1 })).toBe(true);
    expect(needsComment('REQUEST_CHANGES', { answerA: 1, answerB: 2, keyForA: 1 })).toBe(true);
  });
});
