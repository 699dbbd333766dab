import { notFound } from '@/lib/domain/errors';
import { baselineCard, countsOf, type BaselineCard } from '@/lib/domain/statistics/baseline-card';
import { cardProtocol } from '@/lib/infra/card-protocol';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import type { StudyStatus } from '@/lib/infra/db/generated/client';
import { excludedRaters } from '@/lib/infra/excluded-raters';
import { packedAnswers } from '@/lib/infra/study-answers';
import { analysed, isAnalysed } from './analysis';
import { loadAnalysisData } from './analysis-data';

export interface StudyCard extends BaselineCard {
  /** Of the file's form; raised when a field changes its meaning. */
  form: 'blindpair-baseline-card/1';
  study: { id: string; name: string; status: StudyStatus };
}

/** The card of a study; before it is closed its numbers may still change. */
export async function studyCard(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  { projectId, studyId }: { projectId: string; studyId: string },
): Promise<StudyCard> {
  authorize(ctx, 'study:view', projectId);
  // One state of the database: a withdrawal in between would give a card of two different studies.
  const loaded = await inTransaction(
    ctx.db,
    (tx) => load(tx, ctx.clock.now(), projectId, studyId),
    {
      isolation: 'RepeatableRead',
    },
  );
  const { id, name, status, presentation, ...settings } = loaded.study;
  const { data, answers, excluded, protocol } = loaded;
  const analysis = await analysed(
    data,
    async () => answers ?? (await packedAnswers(ctx.db, studyId)),
  );
  const ruled = analysis.variants.find((variant) => variant.id === 'ruled');
  const card = baselineCard(
    { ...settings, ...protocol, excluded: countsOf(excluded, data.answered) },
    {
      seed: analysis.seed,
      raters: analysis.raters,
      pairs: analysis.studyPairs,
      answers: analysis.responses,
      cantTell: analysis.cantTell,
      mean: analysis.meanIndividual,
      majority: analysis.majority,
      agreement: analysis.agreement,
      agreementIntervals: analysis.agreementIntervals,
      withoutExcluded:
        ruled && analysis.withoutExcluded
          ? {
              ...{ raters: ruled.raters, mean: ruled.mean, majority: ruled.majority },
              agreement: analysis.withoutExcluded.agreement,
              agreementIntervals: analysis.withoutExcluded.agreementIntervals,
            }
          : null,
    },
    [presentation, ...data.answered.flatMap(({ presentations }) => presentations)],
  );
  return { form: 'blindpair-baseline-card/1', study: { id, name, status }, ...card };
}

async function load(tx: Tx, now: Date, projectId: string, studyId: string) {
  const study = await tx.study.findFirst({
    where: { id: studyId, projectId, status: { not: 'DRAFT' } },
    select: {
      id: true,
      name: true,
      status: true,
      primaryEstimand: true,
      presentation: true,
      instructions: true,
      guidelineVersion: true,
      openedAt: true,
      closedAt: true,
    },
  });
  if (!study) throw notFound('The study');
  // One after another: a transaction is one connection.
  const data = await loadAnalysisData(tx, projectId, studyId);
  // Null where the report on them is kept.
  const answers = isAnalysed(data) ? null : await packedAnswers(tx, studyId);
  const excluded = await excludedRaters(tx, studyId);
  const protocol = await cardProtocol(tx, studyId, now);
  return { study, data, answers, excluded, protocol };
}
