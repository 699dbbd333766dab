/**
 * What makes a question usable for an MMVP-style pair, checked while one types and again on the
 * server. Errors block the submit, warnings do not. Limits on characters inside options follow from
 * the released Questions.csv, whose readers split "(a) Open (b) Closed" at the parentheses.
 */
import { optionsAlike } from './option-kind';
import { isPatternId } from './patterns';
import { isHardToRead } from './reading-level';

export interface QuestionContent {
  question: string;
  optionOne: string;
  optionTwo: string;
  /** Which option is right for image A; image B gets the other. */
  keyForA: 1 | 2 | null;
  statementA: string;
  statementB: string;
  pattern: string | null;
  note: string;
}

/** A question without errors: everything that must be chosen is chosen. */
export interface ReadyQuestion extends QuestionContent {
  keyForA: 1 | 2;
  pattern: string;
}

export const EMPTY_QUESTION: QuestionContent = {
  question: '',
  optionOne: '',
  optionTwo: '',
  keyForA: null,
  statementA: '',
  statementB: '',
  pattern: null,
  note: '',
};

/** Characters, counted as code points. CLIP reads 77 tokens, so a statement beyond 200 is cut by it. */
export const QUESTION_LIMITS = { question: 200, option: 80, statement: 200, note: 1000 } as const;

export const LINT_CODES = [
  'question-missing',
  'question-mark',
  'question-long',
  'question-hard',
  'question-other-image',
  'question-same',
  'option-missing',
  'option-long',
  'option-parenthesis',
  'options-same',
  'options-parallel',
  'options-kind',
  'answer-in-question',
  'key-missing',
  'key-balance-place',
  'key-balance-answer',
  'statement-missing',
  'statement-long',
  'statement-question',
  'statement-answer',
  'statements-same',
  'pattern-missing',
  'note-long',
] as const;
export type LintCode = (typeof LINT_CODES)[number];

export interface LintFinding {
  code: LintCode;
  severity: 'error' | 'warning';
  field: keyof QuestionContent;
  /** For the sentence that says it. */
  params?: Readonly<Record<string, string | number>>;
}

/** Text as it is stored and exported: one line, single spaces. */
export function normalizeQuestion(content: QuestionContent): QuestionContent {
  const line = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
  return {
    ...content,
    question: line(content.question),
    optionOne: line(content.optionOne),
    optionTwo: line(content.optionTwo),
    statementA: line(content.statementA),
    statementB: line(content.statementB),
    note: content.note.trim(),
  };
}

export const sameContent = (a: QuestionContent, b: QuestionContent): boolean =>
  (Object.keys(EMPTY_QUESTION) as (keyof QuestionContent)[]).every((key) => a[key] === b[key]);

/** All findings, in the order of the form. */
export function lintQuestion(raw: QuestionContent): LintFinding[] {
  const content = normalizeQuestion(raw);
  return [
    ...lintWording(content),
    ...lintOptions(content),
    ...lintKeyAndPattern(content),
    ...lintStatements(content),
  ];
}

export const blocking = (findings: readonly LintFinding[]): LintFinding[] =>
  findings.filter((finding) => finding.severity === 'error');

/** The normalized question when nothing blocks, else null. */
export function readyQuestion(raw: QuestionContent): ReadyQuestion | null {
  if (blocking(lintQuestion(raw)).length > 0) return null;
  const content = normalizeQuestion(raw);
  const { keyForA, pattern } = content;
  return keyForA === null || pattern === null ? null : { ...content, keyForA, pattern };
}

/** A rater sees one image: words that point at a second one ask what nobody can answer. */
const OTHER_IMAGE =
  /\b(?:other|first|second|left|right|both|each|two|which)\s+(?:image|picture|photo|photograph)s?\b|\b(?:image|picture|photo|photograph)\s+[ab12]\b|(?:另一|另外一|两|哪一?|第[一二])[张幅]|[左右](?:图|[边侧]那[张幅])/iu;

function lintWording({ question }: QuestionContent): LintFinding[] {
  if (question === '') return [error('question-missing', 'question')];
  const found: LintFinding[] = [];
  // The full-width mark is what Chinese input methods type.
  const marks = question.match(/[?？]/gu)?.length ?? 0;
  if (marks !== 1 || !/[?？]$/u.test(question)) found.push(error('question-mark', 'question'));
  if (length(question) > QUESTION_LIMITS.question) found.push(error('question-long', 'question'));
  if (isHardToRead(question)) found.push(warning('question-hard', 'question'));
  if (OTHER_IMAGE.test(question)) found.push(warning('question-other-image', 'question'));
  return found;
}

function lintOptions({ question, optionOne, optionTwo }: QuestionContent): LintFinding[] {
  const found: LintFinding[] = [];
  for (const [field, option] of [
    ['optionOne', optionOne],
    ['optionTwo', optionTwo],
  ] as const) {
    if (option === '') found.push(error('option-missing', field));
    if (length(option) > QUESTION_LIMITS.option) found.push(error('option-long', field));
    if (/[()（）]/u.test(option)) found.push(error('option-parenthesis', field));
  }
  if (optionOne === '' || optionTwo === '') return found;
  if (fold(optionOne) === fold(optionTwo)) return [...found, error('options-same', 'optionTwo')];
  // A much longer option stands out as the right one; short ones ("No", "Yes, two") are left alone.
  const [short, long] = [length(optionOne), length(optionTwo)].sort((a, b) => a - b) as [
    number,
    number,
  ];
  if (long > 2.5 * short && long - short > 12) found.push(warning('options-parallel', 'optionTwo'));
  if (!optionsAlike(optionOne, optionTwo)) found.push(warning('options-kind', 'optionTwo'));
  const inQuestion = [mentions(question, optionOne), mentions(question, optionTwo)];
  if (inQuestion[0] !== inQuestion[1]) found.push(warning('answer-in-question', 'question'));
  return found;
}

function lintKeyAndPattern({ keyForA, pattern }: QuestionContent): LintFinding[] {
  const found: LintFinding[] = [];
  if (keyForA !== 1 && keyForA !== 2) found.push(error('key-missing', 'keyForA'));
  if (pattern === null || !isPatternId(pattern)) found.push(error('pattern-missing', 'pattern'));
  return found;
}

function lintStatements({
  question,
  statementA,
  statementB,
  note,
}: QuestionContent): LintFinding[] {
  const found: LintFinding[] = [];
  const topic = fold(question.replace(/[?？]$/u, ''));
  for (const [field, statement] of [
    ['statementA', statementA],
    ['statementB', statementB],
  ] as const) {
    if (statement === '') found.push(error('statement-missing', field));
    if (length(statement) > QUESTION_LIMITS.statement) found.push(error('statement-long', field));
    if (/[?？]/u.test(statement)) found.push(warning('statement-question', field));
    // "What shape is the sign: oval." is what is proposed where no sentence could be.
    if (topic !== '' && fold(statement).startsWith(`${topic}:`))
      found.push(warning('statement-answer', field));
  }
  if (statementA !== '' && fold(statementA) === fold(statementB)) {
    found.push(error('statements-same', 'statementB'));
  }
  if (length(note) > QUESTION_LIMITS.note) found.push(error('note-long', 'note'));
  return found;
}

const error = (code: LintCode, field: keyof QuestionContent): LintFinding => ({
  code,
  severity: 'error',
  field,
});
const warning = (code: LintCode, field: keyof QuestionContent): LintFinding => ({
  code,
  severity: 'warning',
  field,
});

const length = (text: string): number => [...text].length;

/** Case, width and spaces do not make two options different. */
export const fold = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');

/** Whether the option stands in the question as whole words (as characters where words are not spaced). */
function mentions(question: string, option: string): boolean {
  const within = question.normalize('NFKC').toLowerCase();
  const sought = option.normalize('NFKC').toLowerCase();
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
    const before = within.slice(0, at);
    const after = within.slice(at + sought.length);
    const spaced = /^[\p{Script=Latin}\p{N}]/u.test(sought);
    if (!spaced || (!/[\p{L}\p{N}]$/u.test(before) && !/^[\p{L}\p{N}]/u.test(after))) return true;
  }
  return false;
}
