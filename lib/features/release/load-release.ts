import { toAssisted, type Assisted } from '@/lib/domain/assist/assisted';
import { parseFindings, similaritySchema, type Similarity } from '@/lib/domain/check-rules';
import { AppError, notFound } from '@/lib/domain/errors';
import type { PatternId } from '@/lib/domain/patterns';
import type { Choice } from '@/lib/domain/statistics/pair-accuracy';
import { cardProtocol } from '@/lib/infra/card-protocol';
import type { Db } from '@/lib/infra/db/client';
import { excludedRaters } from '@/lib/infra/excluded-raters';
import { studyAnswers } from '@/lib/infra/study-answers';

const IMAGE = {
  id: true,
  sha256: true,
  width: true,
  height: true,
  source: true,
  licence: true,
} as const;

/** Everything that a release says, from the database: what is written, and what is validated against. */
export async function loadRelease(db: Db, projectId: string, releaseId: string) {
  const facts = await loadReleaseFacts(db, projectId, releaseId);
  const ids = new Set(facts.pairs.map((row) => row.pairId));
  const answers = await studyAnswers(db, facts.study.id);
  return { ...facts, answers: answers.filter(({ pairId }) => ids.has(pairId)) };
}

/** All but the answers, of which there may be hundreds of thousands: what a page shows. */
export async function loadReleaseFacts(db: Db, projectId: string, releaseId: string) {
  const release = await db.release.findFirst({
    where: { id: releaseId, projectId },
    select: {
      id: true,
      version: true,
      name: true,
      status: true,
      seed: true,
      createdAt: true,
      checkRunId: true,
      project: { select: { id: true, slug: true, name: true } },
      study: {
        select: {
          id: true,
          name: true,
          primaryEstimand: true,
          instructions: true,
          guidelineVersion: true,
          presentation: true,
          seed: true,
          openedAt: true,
          closedAt: true,
        },
      },
      pairs: {
        orderBy: { position: 'asc' },
        select: {
          pairId: true,
          position: true,
          firstSide: true,
          optionsSwapped: true,
          question: {
            select: {
              question: true,
              optionOne: true,
              optionTwo: true,
              keyForA: true,
              statementA: true,
              statementB: true,
              pattern: true,
              guidelineVersion: true,
              assisted: true,
            },
          },
          pair: {
            select: { number: true, imageA: { select: IMAGE }, imageB: { select: IMAGE } },
          },
        },
      },
    },
  });
  if (!release) throw notFound('The release');
  const results = await db.checkResult.findMany({
    where: { checkRunId: release.checkRunId },
    select: { pairId: true, findings: true },
  });
  const findingsOf = new Map(results.map((row) => [row.pairId, row.findings]));
  const pairs = release.pairs.map(({ pair, question, ...placement }) => ({
    ...placement,
    number: pair.number,
    images: { A: pair.imageA, B: pair.imageB },
    question: question.question,
    options: [question.optionOne, question.optionTwo] as [string, string],
    keyForA: question.keyForA as Choice,
    statements: { A: question.statementA, B: question.statementB },
    // Checked before the release: only one of the nine passes.
    pattern: question.pattern as PatternId,
    guidelineVersion: question.guidelineVersion,
    assisted: toAssisted(question.assisted),
    similarities: similaritiesOf(pair.number, findingsOf.get(placement.pairId)),
  }));
  const [excluded, protocol, models] = await Promise.all([
    excludedRaters(db, release.study.id),
    // The study is closed, so that its raters' time has stopped.
    cardProtocol(db, release.study.id, release.study.closedAt ?? release.createdAt),
    modelsOf(db, releaseId),
  ]);
  return {
    ...release,
    pairs,
    excluded,
    protocol,
    assistance: assistanceOf(pairs, models),
  };
}

/** How many of the questions a model had a part in, and which models. Where theirs stand is the operator's business. */
function assistanceOf(pairs: readonly { assisted: Assisted }[], models: string[]) {
  const of = (kind: Assisted): number => pairs.filter(({ assisted }) => assisted === kind).length;
  return { seen: of('seen'), taken: of('taken'), models };
}

/** Whose proposals were shown for the released questions before they were submitted. */
async function modelsOf(db: Db, releaseId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ model: string }[]>`
    SELECT DISTINCT r."model" FROM "ReleasePair" x
    JOIN "QuestionVersion" q ON q."id" = x."questionId"
    JOIN "AssistRequest" r ON r."pairId" = x."pairId" AND r."at" <= q."submittedAt"
    JOIN "AssistAnswer" a ON a."requestId" = r."id"
    WHERE x."releaseId" = ${releaseId}::uuid AND q."assisted" <> 'none' AND a."shown" > 0
    ORDER BY r."model"`;
  return rows.map(({ model }) => model);
}

export type LoadedRelease = Awaited<ReturnType<typeof loadRelease>>;
export type ReleaseFacts = Awaited<ReturnType<typeof loadReleaseFacts>>;
export type LoadedPair = LoadedRelease['pairs'][number];

function similaritiesOf(number: number, json: unknown): Record<'semantic' | 'visual', Similarity> {
  const findings = parseFindings(json ?? []);
  const of = (rule: 'semantic' | 'visual'): Similarity => {
    const parsed = similaritySchema.safeParse(findings.find((f) => f.rule === rule)?.params);
    if (parsed.success) return parsed.data;
    throw new AppError(
      'unprocessable',
      `The checks of pair ${number} hold no ${rule} similarity. Nothing was published. Run the checks again and make a new release.`,
      { key: 'releaseNoSimilarity', params: { number, role: rule } },
    );
  };
  return { semantic: of('semantic'), visual: of('visual') };
}
