import type { Presentation } from '@/lib/domain/presentation';
import type { Packed } from '@/lib/domain/statistics/packed-answers';
import type { StudyReport } from '@/lib/domain/statistics/study-report';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inThread, isKept } from '@/lib/infra/statistics/statistics-thread';
import { packedAnswers } from '@/lib/infra/study-answers';
import { loadAnalysisData, type AnalysisData } from './analysis-data';

export type { Majority } from '@/lib/domain/statistics/study-parts';
export type { PatternScore, RaterScore, Variant } from '@/lib/domain/statistics/study-report';

/** What a study has measured so far. Shares are in [0, 1]; accuracies always name item or pair. */
export interface StudyAnalysis extends StudyReport {
  studyId: string;
  primaryEstimand: string;
  presentation: Presentation;
}

/** Live and final: all that a study's answers say, computed on a thread beside the server's own. */
export async function studyAnalysis(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string; studyId: string },
): Promise<StudyAnalysis> {
  authorize(ctx, 'study:view', input.projectId);
  const data = await loadAnalysisData(ctx.db, input.projectId, input.studyId);
  return analysed(data, () => packedAnswers(ctx.db, input.studyId));
}

/** Whether `analysed` would answer without the answers. */
export const isAnalysed = (data: AnalysisData): boolean => isKept('study-report', data);

/** The answers are read only where no report on just these is kept. */
export async function analysed(
  data: AnalysisData,
  answers: () => Promise<Packed[]>,
): Promise<StudyAnalysis> {
  const { study, answered: _stamps, ...rest } = data;
  const { id: studyId, primaryEstimand, presentation, seed } = study;
  const report = await inThread('study-report', data, async () => ({
    ...{ ...rest, seed },
    answers: await answers(),
  }));
  return { ...report, studyId, primaryEstimand, presentation };
}
