import { pairsEach } from '@/lib/domain/assignment';
import { AppError } from '@/lib/domain/errors';
import { sources, transition, type PairStatus } from '@/lib/domain/item-lifecycle';
import { presentationOf } from '@/lib/domain/presentation';
import { leastChecks } from '@/lib/domain/study-protocol';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { guidelineInForce } from '@/lib/infra/guidelines/guideline-in-force';
import { freezePractice } from './freeze-practice';
import { refuseHollowProtocol } from './hollow-rules';
import { lockStudy } from './lock-study';

/**
 * Opens a draft study: its pairs enter it, its settings and the question versions are frozen.
 * Throws 'conflict' when it is not a draft or not the `version` that was seen, has no pair, a rule that
 * decides nothing, or a pair that cannot enter (any more).
 */
export async function openStudy(
  ctx: Ctx,
  input: { projectId: string; studyId: string; version: number },
): Promise<{ pairs: number }> {
  authorize(ctx, 'study:manage', input.projectId);
  return inTransaction(ctx.db, async (tx) => {
    const study = await lockStudy(tx, input.studyId, 'exclusive', input.projectId);
    if (study.status !== 'DRAFT') {
      throw new AppError('conflict', 'This study has been opened already.', {
        key: 'studyAlreadyOpened',
      });
    }
    if (study.version !== input.version) {
      throw new AppError(
        'conflict',
        'Somebody changed this draft after you loaded it. It was not opened. Reload, look at its settings, and open it then.',
        { key: 'studyChangedBeforeOpening', current: { version: study.version } },
      );
    }
    const pairs = await lockPairs(tx, study.id);
    const each = pairsEach(pairs.length, study.pairsPerRater);
    await refuseHollowRules(tx, study.id, each);
    refuseUnready(pairs, study.pilot);
    refuseFewChecks(2 * each, study.attentionChecks);
    await freezePractice(tx, study.id);
    for (const from of sources('enter-study')) {
      const ids = pairs.filter((pair) => pair.status === from).map((pair) => pair.id);
      if (ids.length === 0) continue;
      await tx.pair.updateMany({
        where: { id: { in: ids } },
        data: { status: transition(from, 'enter-study'), version: { increment: 1 } },
      });
    }
    // A pair may have been reviewed anew since the draft; people rate what is current now.
    await tx.$executeRaw`
      UPDATE "StudyPair" sp SET "questionId" = p."currentQuestionId"
      FROM "Pair" p WHERE p."id" = sp."pairId" AND sp."studyId" = ${study.id}::uuid`;
    await tx.study.update({
      where: { id: study.id },
      data: {
        status: 'OPEN',
        openedAt: ctx.clock.now(),
        guidelineVersion: await guidelineInForce(tx, ctx.clock, study.projectId),
        version: { increment: 1 },
      },
    });
    await audit(tx, ctx, {
      projectId: study.projectId,
      action: 'study.open',
      subjectType: 'Study',
      subjectId: study.id,
      data: { pairs: pairs.length },
    });
    return { pairs: pairs.length };
  });
}

/** Drafts from before these were refused at saving, too. */
async function refuseHollowRules(tx: Tx, studyId: string, each: number): Promise<void> {
  const { _count, presentation, ...rules } = await tx.study.findUniqueOrThrow({
    where: { id: studyId },
    select: {
      ...{ qualifyPercent: true, attentionChecks: true, attentionMistakesAllowed: true },
      presentation: true,
      _count: { select: { practicePairs: true } },
    },
  });
  refuseHollowProtocol({
    ...rules,
    presentation: presentationOf(presentation),
    practicePairs: _count.practicePairs,
    // Without a pair something else is wrong, and said.
    pairs: each === 0 ? null : each,
  });
}

interface LockedPair {
  id: string;
  status: PairStatus;
  hasQuestion: boolean;
}

/** The study's items; those that it practises on are locked, too. In the order of their ids, so that two studies opened at once cannot deadlock. */
async function lockPairs(tx: Tx, studyId: string): Promise<LockedPair[]> {
  const rows = await tx.$queryRaw<(LockedPair & { practice: boolean })[]>`
    SELECT p."id", p."status"::text AS "status", p."currentQuestionId" IS NOT NULL AS "hasQuestion",
      NOT EXISTS (SELECT 1 FROM "StudyPair" sp
                  WHERE sp."studyId" = ${studyId}::uuid AND sp."pairId" = p."id") AS "practice"
    FROM "Pair" p
    WHERE p."id" IN (SELECT "pairId" FROM "StudyPair" WHERE "studyId" = ${studyId}::uuid
                     UNION SELECT "pairId" FROM "StudyPracticePair" WHERE "studyId" = ${studyId}::uuid)
    ORDER BY p."id" FOR UPDATE OF p`;
  return rows.filter((row) => !row.practice).map(({ practice: _, ...pair }) => pair);
}

function refuseFewChecks(items: number, checks: number): void {
  const least = leastChecks(items);
  if (checks >= least) return;
  throw new AppError(
    'conflict',
    `A study of ${items} items for each rater takes more than five minutes and needs at least ${least} attention checks. Edit the study to add them; nothing was changed.`,
    { key: 'studyNeedsChecks', params: { items, least } },
  );
}

/** A pilot gives its pairs back as approved, so it takes none that is measured already. */
function refuseUnready(pairs: readonly LockedPair[], pilot: boolean): void {
  if (pairs.length === 0) {
    throw new AppError(
      'conflict',
      'This study has no pair. Approve pairs in review first, then edit the study to take them in.',
      { key: 'studyWithoutPairs' },
    );
  }
  const enterable = sources('enter-study');
  const unready = pairs.filter((pair) => !pair.hasQuestion || !enterable.includes(pair.status));
  if (unready.length === 0) {
    const measured = pairs.filter(({ status }) => status !== 'APPROVED').length;
    if (!pilot || measured === 0) return;
    throw new AppError(
      'conflict',
      `${measured} of its pairs were measured before, and a pilot would give them back as not measured. Edit the study to leave them out, or to be no pilot; nothing was changed.`,
      { key: 'pilotPairsMeasured', params: { count: measured } },
    );
  }
  throw new AppError(
    'conflict',
    `${unready.length} of its pairs are in another open study or no longer approved. Edit the study to leave them out; nothing was changed.`,
    { key: 'studyPairsTaken', params: { count: unready.length } },
  );
}
