/**
 * Answer files of models, one JSON object per line. Three programs write nearly the same fields and
 * mean different things by `answer`:
 * - MMVP (evaluate_mllm.py): question_id from 1, `answer` is the KEY, `response` the model's words.
 * - Cambrian (mmvp_eval.py): question_id from 0, `answer` is the model's words, `gt_answer` the key.
 * - InternVL (evaluate_mmvp.py): data_id from 1, `answer` is the model's words, `gt_answers` the key.
 */
import { z } from 'zod';
import type { OptionLetter } from './read-option';

export const ANSWER_FORMS = ['mmvp', 'cambrian', 'internvl'] as const;
export type AnswerForm = (typeof ANSWER_FORMS)[number];

export interface AnswerLine {
  /** 1-based line in the file. */
  line: number;
  /** 1-based row of Questions.csv, whichever base the file counts from. */
  index: number;
  response: string;
  /** The key as the file has it: null when absent or unreadable. Never used for scoring. */
  key: OptionLetter | null;
  model: string | null;
}
export interface LineProblem {
  line: number;
  message: string;
}

const id = z.union([
  z.int(),
  z
    .string()
    .regex(/^\s*\d+\s*$/)
    .transform(Number),
]);
const words = z.union([z.string(), z.number().transform(String), z.null().transform(() => '')]);
const model = z.string().nullish();

const SCHEMAS = {
  mmvp: z
    .object({ question_id: id, answer: words.optional(), response: words, model_id: model })
    .transform((v) => ({
      index: v.question_id,
      response: v.response,
      key: v.answer,
      model: v.model_id,
    })),
  cambrian: z
    .object({ question_id: id, answer: words, gt_answer: words.optional(), model_id: model })
    .transform((v) => ({
      index: v.question_id + 1,
      response: v.answer,
      key: v.gt_answer,
      model: v.model_id,
    })),
  internvl: z
    .object({ data_id: id, answer: words, gt_answers: words.optional(), model_id: model })
    .transform((v) => ({
      index: v.data_id,
      response: v.answer,
      key: v.gt_answers,
      model: v.model_id,
    })),
} as const;

export type FormGuess =
  | { kind: 'form'; form: AnswerForm }
  /** A person has to say which it is; `likely` is only a hint for the question. */
  | {
      kind: 'ambiguous';
      fields: string[];
      likely: AnswerForm | null;
      choices: readonly AnswerForm[];
    };

/** Only MMVP's own form is certain from its fields: words in `response`, and no other key. */
export function guessForm(object: Readonly<Record<string, unknown>>): FormGuess {
  const has = (field: string) => Object.hasOwn(object, field);
  const otherKey = has('gt_answer') || has('gt_answers');
  if (has('response') && has('question_id') && !otherKey) return { kind: 'form', form: 'mmvp' };
  const likely = has('response')
    ? null
    : has('gt_answers') || has('data_id')
      ? 'internvl'
      : has('gt_answer') || has('text_options')
        ? 'cambrian'
        : null;
  return { kind: 'ambiguous', fields: Object.keys(object), likely, choices: ANSWER_FORMS };
}

/** One line in a known form. Blank lines give null. */
export function parseAnswerLine(
  text: string,
  line: number,
  form: AnswerForm,
): { ok: true; answer: AnswerLine } | { ok: false; problem: LineProblem } | null {
  const json = parseObject(text, line);
  if (json === null || !json.ok) return json;
  const parsed = SCHEMAS[form].safeParse(json.object);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    const message = `Line ${line}: the field ${field} is missing or not what the ${form} form has.`;
    return { ok: false, problem: { line, message } };
  }
  const { index, response, key, model: name } = parsed.data;
  return {
    ok: true,
    answer: { line, index, response, key: readKey(key), model: name?.trim() || null },
  };
}

function parseObject(text: string, line: number) {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '') return null;
  try {
    const json: unknown = JSON.parse(trimmed);
    if (json !== null && typeof json === 'object' && !Array.isArray(json)) {
      return { ok: true as const, object: json as Record<string, unknown> };
    }
  } catch {
    // Said below, in the same words as for a line that is JSON but no object.
  }
  return { ok: false as const, problem: { line, message: `Line ${line}: not a JSON object.` } };
}

const readKey = (key: string | undefined): OptionLetter | null => {
  const letter = /^\s*\(?([ab])\)?\s*\.?\s*$/i.exec(key ?? '')?.[1]?.toLowerCase();
  return letter === 'a' || letter === 'b' ? letter : null;
};

export type AnswerFile =
  | { kind: 'ambiguous'; line: number; guess: Extract<FormGuess, { kind: 'ambiguous' }> }
  | {
      kind: 'answers';
      form: AnswerForm;
      answers: AnswerLine[];
      problems: LineProblem[];
      /** Distinct model names, in order of appearance. */
      models: string[];
    };

/**
 * Takes lines as they come from a stream. With 'auto' the first object decides the form; when it
 * cannot, `push` returns false, nothing more is read, and `finish` says what has to be chosen.
 */
export function createAnswerReader(options: {
  form: AnswerForm | 'auto';
  /** Rows in Questions.csv: an index beyond is a problem. */
  rows: number;
}): { push(line: string): boolean; finish(): AnswerFile } {
  let form = options.form === 'auto' ? null : options.form;
  let ambiguous: Extract<AnswerFile, { kind: 'ambiguous' }> | null = null;
  let line = 0;
  const firstLine = new Map<number, number>();
  const answers: AnswerLine[] = [];
  const problems: LineProblem[] = [];
  const models = new Set<string>();

  const push = (text: string): boolean => {
    if (ambiguous) return false;
    line += 1;
    if (form === null) {
      const json = parseObject(text, line);
      if (json === null) return true;
      if (!json.ok) return problems.push(json.problem) > 0;
      const guess = guessForm(json.object);
      if (guess.kind === 'ambiguous') {
        ambiguous = { kind: 'ambiguous', line, guess };
        return false;
      }
      form = guess.form;
    }
    const result = parseAnswerLine(text, line, form);
    if (result === null) return true;
    if (!result.ok) return problems.push(result.problem) > 0;
    const { answer } = result;
    const earlier = firstLine.get(answer.index);
    if (answer.index < 1 || answer.index > options.rows) {
      const message = `Line ${line}: question ${answer.index} is not among the ${options.rows} rows.`;
      problems.push({ line, message });
    } else if (earlier !== undefined) {
      const message = `Line ${line}: question ${answer.index} was already answered on line ${earlier}.`;
      problems.push({ line, message });
    } else {
      firstLine.set(answer.index, line);
      answers.push(answer);
      if (answer.model) models.add(answer.model);
    }
    return true;
  };
  const finish = (): AnswerFile =>
    ambiguous ?? { kind: 'answers', form: form ?? 'mmvp', answers, problems, models: [...models] };
  return { push, finish };
}

/** The whole file at once. */
export function parseAnswers(
  text: string,
  options: { form: AnswerForm | 'auto'; rows: number },
): AnswerFile {
  const reader = createAnswerReader(options);
  for (const line of text.split('\n')) if (!reader.push(line)) break;
  return reader.finish();
}

/**
 * Answers whose file names another key than the release has: the file then belongs to another
 * release, or counts from another number. `keys[i]` is the key of row i + 1.
 */
export const contradictedKeys = (
  answers: readonly AnswerLine[],
  keys: readonly OptionLetter[],
): AnswerLine[] => answers.filter(({ index, key }) => key !== null && key !== keys[index - 1]);
