import type { Presentation } from '@/lib/domain/presentation';
import type { StudyReport } from '@/lib/domain/statistics/study-report';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inThread } from '@/lib/infra/statistics/statistics-thread';
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
  return analysed(await loadAnalysisData(ctx.db, input.projectId, input.studyId));
}

/** Of answers that are loaded already. */
export async function analysed({ study, ...data }: AnalysisData): Promise<StudyAnalysis> {
  const report = await inThread('study-report', { seed: study.seed, ...data });
  const { id: studyId, primaryEstimand, presentation } = study;
  return { ...report, studyId, primaryEstimand, presentation };
}
