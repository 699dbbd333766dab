import { createHash } from 'node:crypto';
import { AppError } from '@/lib/domain/errors';
import {
  contradictedKeys,
  parseAnswers,
  type AnswerFile,
  type AnswerForm,
  type AnswerLine,
} from '@/lib/domain/formats/answers-mmvp';
import { readOption } from '@/lib/domain/formats/read-option';
import type { Choice } from '@/lib/domain/statistics/pair-accuracy';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import {
  loadEvaluatedRelease,
  type EvaluatedRelease,
  type ReleaseRow,
} from './load-evaluated-release';

export interface ImportAnswersInput {
  projectId: string;
  version: number;
  form: AnswerForm | 'auto';
  /** Empty: taken from the file, where it names exactly one. */
  model: string;
  fileName: string;
  content: string;
}

export type ImportedAnswers =
  /** Somebody has to say what `answer` means in this file. Nothing was stored. */
  | { outcome: 'ambiguous'; fields: string[]; likely: AnswerForm | null; choices: AnswerForm[] }
  | { outcome: 'already'; evaluationId: string; model: string }
  | {
      outcome: 'imported';
      evaluationId: string;
      model: string;
      form: AnswerForm;
      answers: number;
      /** Both count as wrong. */
      missing: number;
      unparsed: number;
    };

/** Longest part of one answer that is kept; a reading of it is made from the whole. */
const KEPT = 20_000;

/**
 * Reads one model's answers to a published release. Throws 'unprocessable' when a line cannot be
 * read or the file names other keys than the release has: it then belongs to another release, and
 * scoring it would give a plausible wrong number.
 */
export async function importAnswers(ctx: Ctx, input: ImportAnswersInput): Promise<ImportedAnswers> {
  authorize(ctx, 'evaluation:import', input.projectId);
  const release = await loadEvaluatedRelease(ctx.db, input.projectId, { version: input.version });
  const file = parseAnswers(input.content, { form: input.form, rows: release.rows.length });
  if (file.kind === 'ambiguous') {
    const { fields, likely, choices } = file.guess;
    return { outcome: 'ambiguous', fields, likely, choices: [...choices] };
  }
  refuseUnreadable(file, release);
  const model = modelName(input.model, file.models);
  const fileSha256 = createHash('sha256').update(input.content).digest('hex');
  const unique = { releaseId: release.id, model, fileSha256 };
  const read = readAnswers(file.answers, release.rows);
  const missing = release.rows.length - read.length;
  const unparsed = read.filter((answer) => answer.choice === null).length;
  const createdById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return inTransaction(ctx.db, async (tx): Promise<ImportedAnswers> => {
    // The unique key decides between two imports at once; the loser finds the winner's row.
    const made = await tx.evaluation.createManyAndReturn({
      data: {
        ...unique,
        format: file.form,
        fileName: input.fileName,
        missing,
        unparsed,
        createdById,
        createdAt: ctx.clock.now(),
      },
      skipDuplicates: true,
      select: { id: true },
    });
    const evaluation = made[0];
    if (!evaluation) {
      const known = await tx.evaluation.findUniqueOrThrow({
        where: { releaseId_model_fileSha256: unique },
        select: { id: true },
      });
      return { outcome: 'already', evaluationId: known.id, model };
    }
    await tx.modelAnswer.createMany({
      data: read.map((answer) => ({ ...answer, evaluationId: evaluation.id })),
    });
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'evaluation.import',
      subjectType: 'Evaluation',
      subjectId: evaluation.id,
      data: { model, version: release.version, form: file.form, missing, unparsed, fileSha256 },
    });
    const answers = read.length;
    return {
      outcome: 'imported',
      evaluationId: evaluation.id,
      model,
      form: file.form,
      answers,
      missing,
      unparsed,
    };
  });
}

function readAnswers(answers: readonly AnswerLine[], rows: readonly ReleaseRow[]) {
  return answers.map(({ index, response }) => {
    // Indices beyond the rows were refused before.
    const row = rows[index - 1]!;
    const letter = readOption(response, row.options);
    const choice: Choice | null =
      letter === null ? null : (letter === 'a') === row.optionsSwapped ? 2 : 1;
    // Postgres takes no NUL in a text.
    const kept = response.replaceAll('\0', '').slice(0, KEPT);
    return { pairId: row.pairId, side: row.side, response: kept, choice };
  });
}

const FEW = 5;
const list = (values: readonly number[]): string =>
  values.slice(0, FEW).join(', ') + (values.length > FEW ? ` and ${values.length - FEW} more` : '');

function refuseUnreadable(
  { answers, problems }: Extract<AnswerFile, { kind: 'answers' }>,
  { rows, version }: EvaluatedRelease,
): void {
  const wrong = contradictedKeys(
    answers,
    rows.map((row) => row.key),
  );
  if (wrong.length > 0) {
    const named = list(wrong.map((answer) => answer.index));
    throw new AppError(
      'unprocessable',
      `This file belongs to another release: it names other right answers than release ${version} in rows ${named}. Nothing was stored. Choose the release that the model answered.`,
      { key: 'answersOtherRelease', params: { version, rows: named, count: wrong.length } },
    );
  }
  const [problem] = problems;
  if (problem) {
    throw new AppError(
      'unprocessable',
      `${problem.message} ${problems.length} lines like this in all. Nothing was stored. Correct the file, or choose its form.`,
      { key: 'answersUnreadable', params: { problem: problem.message, count: problems.length } },
    );
  }
  if (answers.length === 0) {
    throw new AppError('unprocessable', 'The file has no answer. Nothing was stored.', {
      key: 'answersEmpty',
    });
  }
}

function modelName(given: string, inFile: readonly string[]): string {
  if (given !== '') return given;
  const [only] = inFile;
  if (only && inFile.length === 1) return only.replaceAll('\0', '').slice(0, 200);
  throw new AppError(
    'invalid',
    inFile.length === 0
      ? 'The file does not name its model. Enter the name, then import again.'
      : 'The file names several models. Enter the one that it is about, then import again.',
    {
      key: inFile.length === 0 ? 'answersNoModel' : 'answersManyModels',
      fields: { model: 'name' },
    },
  );
}
