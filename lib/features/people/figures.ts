import { sources } from '@/lib/domain/item-lifecycle';
import type { Role } from '@/lib/domain/permissions';
import { spreadsheetSafe } from '@/lib/domain/formats/spreadsheet-safe';
import { writeCsv } from '@/lib/domain/formats/csv';
import { agreement, type Agreement } from '@/lib/domain/statistics/agreement';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { NO_WORK, weeklyWork, workFigures, type Week, type WorkFigures } from './figure-rows';
import type { Period } from './periods';

export interface PersonFigures extends WorkFigures {
  userId: string;
  name: string;
  /** Null for somebody who has left the project. */
  role: Role | null;
  team: string | null;
}

export interface ReviewAgreement {
  /** On the verdict, of three. */
  verdicts: Agreement;
  /** On the answers that reviewers gave before the key was shown: option 1, option 2, can't tell. */
  answers: Agreement;
}

export interface ProjectFigures {
  /** By name: this is no ranking. */
  people: PersonFigures[];
  weeks: Week[];
  agreement: ReviewAgreement;
  teams: string[];
}

/** Weeks that the chart shows. */
const WEEKS_SHOWN = 12;
const WEEK_MS = 7 * 24 * 3_600_000;

interface FiguresInput {
  projectId: string;
  period: Period;
  /** A label of members; everybody without it. */
  team?: string | undefined;
}

/** What the people of a project did who are no raters, those with work here who have left included. */
export async function projectFigures(ctx: Ctx, input: FiguresInput): Promise<ProjectFigures> {
  const { projectId, period, team } = input;
  authorize(ctx, 'people:manage', projectId);
  const now = ctx.clock.now();
  const since = period === 'all' ? null : new Date(now.getTime() - Number(period) * WEEK_MS);
  const [members, work] = await Promise.all([
    ctx.db.membership.findMany({
      where: { projectId },
      select: { userId: true, role: true, team: true },
    }),
    workFigures(ctx.db, { projectId, since, userId: null }),
  ]);
  const inTeam = members.filter((member) => team === undefined || member.team === team);
  const ids = new Set([
    ...inTeam
      .filter(({ role }) => role === 'ANNOTATOR' || role === 'REVIEWER')
      .map((m) => m.userId),
    ...[...work.keys()].filter(
      (userId) => team === undefined || inTeam.some((member) => member.userId === userId),
    ),
  ]);
  const [names, weeks, agreed] = await Promise.all([
    ctx.db.user.findMany({
      where: { id: { in: [...ids] } },
      select: { id: true, name: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
    weeklyWork(ctx.db, {
      projectId,
      userIds: team === undefined ? null : [...ids],
      now,
      weeks: WEEKS_SHOWN,
    }),
    reviewAgreement(ctx.db, projectId, since),
  ]);
  return {
    people: names.map(({ id, name }) => {
      const member = members.find(({ userId }) => userId === id);
      return {
        ...(work.get(id) ?? NO_WORK),
        userId: id,
        name,
        role: member?.role ?? null,
        team: member?.team ?? null,
      };
    }),
    weeks,
    agreement: agreed,
    teams: [...new Set(members.flatMap((member) => member.team ?? []))].sort(),
  };
}

/**
 * How far the first two independent reviews of a question agree. Whether more are asked for depends on
 * these two, so later ones would weigh questions by their outcome. A question counts once it is decided: before,
 * two sums would tell whoever may still decide that these two differ.
 */
async function reviewAgreement(
  db: Ctx['db'],
  projectId: string,
  since: Date | null,
): Promise<ReviewAgreement> {
  const reviews = await db.review.findMany({
    where: {
      verdict: { not: null },
      adjudicates: false,
      question: {
        pair: { projectId },
        // It is some pair's newest question, and that pair is in review.
        NOT: { currentOf: { is: { status: { in: sources('approve') } } } },
        ...(since === null ? {} : { reviews: { some: { decidedAt: { gte: since } } } }),
      },
    },
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    select: { questionId: true, decidedAt: true, verdict: true, answerA: true, answerB: true },
  });
  const byQuestion = new Map<string, typeof reviews>();
  for (const review of reviews) {
    byQuestion.set(review.questionId, [...(byQuestion.get(review.questionId) ?? []), review]);
  }
  const several = [...byQuestion.values()]
    .map((group) => group.slice(0, 2))
    .filter(([, second]) => second?.decidedAt && (since === null || second.decidedAt >= since));
  const answer = (value: number | null): string => (value === null ? 'cannot-tell' : String(value));
  return {
    verdicts: agreement(
      several.map((group) => group.map(({ verdict }) => verdict)),
      3,
    ),
    answers: agreement(
      several.flatMap((group) => [
        group.map(({ answerA }) => answer(answerA)),
        group.map(({ answerB }) => answer(answerB)),
      ]),
      3,
    ),
  };
}

/** The table as a file for spreadsheets; times in seconds. */
export async function figuresCsv(ctx: Ctx, input: FiguresInput): Promise<string> {
  const { people } = await projectFigures(ctx, input);
  return writeCsv(
    [
      ...['name', 'role', 'team', 'questions', 'decided', 'accepted', 'open_requests_for_changes'],
      ...['median_seconds_writing', 'n_writing', 'reviews', 'median_seconds_reviewing'],
      ...['n_reviewing', 'verdicts_compared', 'verdicts_agreed'],
    ],
    people.map((row) =>
      [
        ...[row.name, row.role ?? '', row.team ?? ''],
        ...[row.submitted, row.decided, row.accepted, row.openChanges],
        ...[seconds(row.writing.seconds), row.writing.n, row.reviews],
        ...[seconds(row.reviewing.seconds), row.reviewing.n, row.compared, row.agreed],
      ].map(spreadsheetSafe),
    ),
  );
}

const seconds = (value: number | null): number | string =>
  value === null ? '' : Math.round(value);

export interface OwnFigures extends WorkFigures {
  weeks: Week[];
  limits: { maxQuestions: number | null; maxOpen: number | null };
}

/** One's own figures in a project: nobody else's, and no comparison. */
export async function ownFigures(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<OwnFigures> {
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  const [work, weeks, member] = await Promise.all([
    workFigures(ctx.db, { projectId, since: null, userId }),
    weeklyWork(ctx.db, {
      projectId,
      userIds: [userId],
      now: ctx.clock.now(),
      weeks: WEEKS_SHOWN,
    }),
    ctx.db.membership.findUnique({
      where: { userId_projectId: { userId, projectId } },
      select: { maxQuestions: true, maxOpen: true },
    }),
  ]);
  return {
    ...(work.get(userId) ?? NO_WORK),
    weeks,
    limits: member ?? { maxQuestions: null, maxOpen: null },
  };
}
