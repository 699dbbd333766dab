/** What the thread computes, by name: pure functions of plain data, which draw thousands of times. */
import { unpackAnswers, unpackItems, type Packed } from '@/lib/domain/statistics/packed-answers';
import { releaseNumbers, type NumbersInput } from '@/lib/domain/statistics/release-numbers';
import { releaseResults, type ResultsInput } from '@/lib/domain/statistics/release-results';
import { studyReport, type ReportInput } from '@/lib/domain/statistics/study-report';

/** The answers as they come from the database: read here, not where requests wait. */
type WithPacked<Input> = Omit<Input, 'answers'> & { answers: readonly Packed[] };

export const COMPUTATIONS = {
  'study-report': ({ answers, ...rest }: WithPacked<ReportInput>) =>
    studyReport({ ...rest, answers: unpackAnswers(answers) }),
  'release-results': ({
    answers,
    models,
    ...rest
  }: Omit<WithPacked<ResultsInput>, 'models'> & { models: readonly Packed[] }) =>
    releaseResults({
      ...rest,
      answers: unpackAnswers(answers),
      models: models.map((model) => ({ id: model.id, answers: unpackItems(model) })),
    }),
  'release-numbers': ({ answers, ...rest }: WithPacked<NumbersInput>) =>
    releaseNumbers({ ...rest, answers: unpackAnswers(answers) }),
} as const;

export type Computations = typeof COMPUTATIONS;
export type Computation = keyof Computations;
export type InputOf<Name extends Computation> = Parameters<Computations[Name]>[0];
export type OutputOf<Name extends Computation> = ReturnType<Computations[Name]>;
