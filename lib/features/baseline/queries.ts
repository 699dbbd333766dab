import { placesOf } from '@/lib/domain/assignment';
import { notFound } from '@/lib/domain/errors';
import type { Recruiting } from '@/lib/domain/recruiting';
import { can } from '@/lib/domain/permissions';
import { authorize, type Ctx } from '@/lib/infra/context';
import type { StudyStatus } from '@/lib/infra/db/generated/client';
import { NO_FACTS, raterFacts } from '@/lib/infra/rater-time';
import { expectedAnswers } from './expected-answers';
import { IMAGE_REPORT } from './report-image';
import { protocolOf } from './protocol-data';
import { RECRUITING_COLUMNS, recruitingOf } from './recruiting';
import type { StudyProtocol } from './schemas';
import { ENDS, progressOf, ratersOf, type RaterProgress } from './study-raters';

export interface StudySummary {
  id: string;
  name: string;
  status: StudyStatus;
  createdAt: string;
  pairs: number;
  /** People that the study asks for. */
  places: number;
  finished: number;
  /** Of those that the places ask for. */
  answered: number;
  expected: number;
}

const PAGE = 50;

/** Newest first; `cursor` is the id of the last study of the page before. */
export async function listStudies(
  ctx: Ctx,
  input: { projectId: string; cursor?: string | undefined },
): Promise<{ studies: StudySummary[]; total: number; nextCursor: string | null }> {
  authorize(ctx, 'study:view', input.projectId);
  const where = { projectId: input.projectId };
  const [rows, total] = await Promise.all([
    ctx.db.study.findMany({
      where,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: PAGE + 1,
      ...(input.cursor ? { cursor: { id: input.cursor }, skip: 1 } : {}),
      select: {
        id: true,
        name: true,
        status: true,
        createdAt: true,
        ratersWanted: true,
        pairsPerRater: true,
        _count: { select: { pairs: true } },
        raters: { select: { id: true, ...ENDS } },
      },
    }),
    ctx.db.study.count({ where }),
  ]);
  const page = rows.slice(0, PAGE);
  const now = ctx.clock.now();
  const ids = page.map((row) => row.id);
  const facts = await raterFacts(ctx.db, ids, now);
  const studies = page.map(({ _count: { pairs }, raters, ratersWanted, pairsPerRater, ...row }) => {
    const size = { pairs, ratersWanted, pairsPerRater };
    const states = raters.map((rater) =>
      progressOf(rater, row.status, facts.get(rater.id) ?? NO_FACTS, now),
    );
    return {
      ...row,
      createdAt: row.createdAt.toISOString(),
      pairs,
      places: placesOf(size),
      finished: states.filter(({ state }) => state === 'done').length,
      ...expectedAnswers({ ...size, raters: states }),
    };
  });
  return { studies, total, nextCursor: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null };
}

export interface StudyDetail {
  id: string;
  name: string;
  status: StudyStatus;
  version: number;
  ratersWanted: number;
  trialDistance: number;
  instructions: string;
  protocol: StudyProtocol;
  recruiting: Recruiting;
  /** Of the guidelines in force when it was opened; null for a draft. */
  guidelineVersion: number | null;
  pairs: number;
  createdAt: string;
  openedAt: string | null;
  closedAt: string | null;
  imageReports: number;
  mayManage: boolean;
  raters: RaterProgress[];
}

export async function getStudy(
  ctx: Ctx,
  input: { projectId: string; studyId: string },
): Promise<StudyDetail> {
  authorize(ctx, 'study:view', input.projectId);
  const study = await ctx.db.study.findFirst({
    where: { id: input.studyId, projectId: input.projectId },
    select: {
      id: true,
      name: true,
      status: true,
      version: true,
      ratersWanted: true,
      trialDistance: true,
      instructions: true,
      primaryEstimand: true,
      presentation: true,
      sessionGapHours: true,
      pairsPerRater: true,
      consentText: true,
      pilot: true,
      qualifyPercent: true,
      attentionChecks: true,
      attentionMistakesAllowed: true,
      leastMedianMs: true,
      timeCapMinutes: true,
      completionCode: true,
      ...RECRUITING_COLUMNS,
      practicePairs: {
        select: { pair: { select: { number: true } } },
        orderBy: { pair: { number: 'asc' } },
      },
      guidelineVersion: true,
      createdAt: true,
      openedAt: true,
      closedAt: true,
      _count: { select: { pairs: true } },
    },
  });
  if (!study) throw notFound('The study');
  const mayManage = can(ctx.actor, 'study:manage', input.projectId);
  const [raters, imageReports] = await Promise.all([
    ratersOf(ctx, study.id, mayManage),
    ctx.db.auditEvent.count({
      where: { subjectType: 'Study', subjectId: study.id, action: IMAGE_REPORT },
    }),
  ]);
  const { _count, createdAt, openedAt, closedAt, ...rest } = study;
  const { id, name, status, version, ratersWanted, trialDistance, instructions } = rest;
  return {
    ...{ id, name, status, version, ratersWanted, trialDistance, instructions },
    guidelineVersion: rest.guidelineVersion,
    protocol: protocolOf(rest),
    recruiting: recruitingOf(rest),
    pairs: _count.pairs,
    createdAt: createdAt.toISOString(),
    openedAt: openedAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
    imageReports,
    mayManage,
    raters,
  };
}

/** The numbers of a draft's pairs, for its form. */
export async function studyPairNumbers(
  ctx: Ctx,
  input: { projectId: string; studyId: string },
): Promise<number[]> {
  authorize(ctx, 'study:manage', input.projectId);
  const rows = await ctx.db.studyPair.findMany({
    where: { studyId: input.studyId, study: { projectId: input.projectId } },
    select: { pair: { select: { number: true } } },
    orderBy: { pair: { number: 'asc' } },
  });
  return rows.map((row) => row.pair.number);
}
