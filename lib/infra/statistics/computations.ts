/** What the thread computes, by name: pure functions of plain data, which draw thousands of times. */
import { releaseNumbers } from '@/lib/domain/statistics/release-numbers';
import { releaseResults } from '@/lib/domain/statistics/release-results';
import { studyReport } from '@/lib/domain/statistics/study-report';

export const COMPUTATIONS = {
  'study-report': studyReport,
  'release-results': releaseResults,
  'release-numbers': releaseNumbers,
} as const;

export type Computations = typeof COMPUTATIONS;
export type Computation = keyof Computations;
export type InputOf<Name extends Computation> = Parameters<Computations[Name]>[0];
export type OutputOf<Name extends Computation> = ReturnType<Computations[Name]>;
