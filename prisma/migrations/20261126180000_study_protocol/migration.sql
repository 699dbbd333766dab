-- CreateEnum
CREATE TYPE "ProtocolPhase" AS ENUM ('PRACTICE', 'ATTENTION');

-- AlterTable
ALTER TABLE "Pair" ALTER COLUMN "semantic" DROP NOT NULL,
ALTER COLUMN "visual" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Study" ADD COLUMN     "attentionChecks" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "attentionMistakesAllowed" INTEGER,
ADD COLUMN     "completionCode" TEXT,
ADD COLUMN     "consentText" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "leastMedianMs" INTEGER,
ADD COLUMN     "pilot" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "qualifyPercent" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "timeCapMinutes" INTEGER;

-- AlterTable
ALTER TABLE "StudyRater" ADD COLUMN     "disqualifiedAt" TIMESTAMP(3),
ADD COLUMN     "timedOutAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "ImportedBenchmark" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "batchId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "releaseAllowed" BOOLEAN NOT NULL DEFAULT false,
    "questionsSha256" TEXT NOT NULL,
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ImportedBenchmark_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportedPair" (
    "pairId" UUID NOT NULL,
    "benchmarkId" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "oddSide" "Side" NOT NULL,

    CONSTRAINT "ImportedPair_pkey" PRIMARY KEY ("pairId")
);

-- CreateTable
CREATE TABLE "StudyPracticePair" (
    "studyId" UUID NOT NULL,
    "pairId" UUID NOT NULL,
    "questionId" UUID NOT NULL,

    CONSTRAINT "StudyPracticePair_pkey" PRIMARY KEY ("studyId","pairId")
);

-- CreateTable
CREATE TABLE "ProtocolTrial" (
    "id" UUID NOT NULL,
    "studyRaterId" UUID NOT NULL,
    "phase" "ProtocolPhase" NOT NULL,
    "beforePosition" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "pairId" UUID,
    "side" "Side",
    "shape" INTEGER,
    "optionsSwapped" BOOLEAN NOT NULL,
    "firstShownAt" TIMESTAMP(3),
    "choice" INTEGER,
    "right" BOOLEAN,
    "answeredAt" TIMESTAMP(3),

    CONSTRAINT "ProtocolTrial_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ImportedBenchmark_batchId_key" ON "ImportedBenchmark"("batchId");

-- CreateIndex
CREATE UNIQUE INDEX "ImportedBenchmark_projectId_questionsSha256_key" ON "ImportedBenchmark"("projectId", "questionsSha256");

-- CreateIndex
CREATE UNIQUE INDEX "ImportedPair_benchmarkId_position_key" ON "ImportedPair"("benchmarkId", "position");

-- CreateIndex
CREATE INDEX "ProtocolTrial_pairId_idx" ON "ProtocolTrial"("pairId");

-- CreateIndex
CREATE UNIQUE INDEX "ProtocolTrial_studyRaterId_place_key" ON "ProtocolTrial"("studyRaterId", "place");

-- AddForeignKey
ALTER TABLE "ImportedBenchmark" ADD CONSTRAINT "ImportedBenchmark_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedBenchmark" ADD CONSTRAINT "ImportedBenchmark_batchId_fkey" FOREIGN KEY ("batchId") REFERENCES "UploadBatch"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedPair" ADD CONSTRAINT "ImportedPair_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportedPair" ADD CONSTRAINT "ImportedPair_benchmarkId_fkey" FOREIGN KEY ("benchmarkId") REFERENCES "ImportedBenchmark"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudyPracticePair" ADD CONSTRAINT "StudyPracticePair_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudyPracticePair" ADD CONSTRAINT "StudyPracticePair_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StudyPracticePair" ADD CONSTRAINT "StudyPracticePair_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "QuestionVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProtocolTrial" ADD CONSTRAINT "ProtocolTrial_studyRaterId_fkey" FOREIGN KEY ("studyRaterId") REFERENCES "StudyRater"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProtocolTrial" ADD CONSTRAINT "ProtocolTrial_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Rules that Prisma's schema language cannot say.
ALTER TABLE "ImportedPair" ADD CONSTRAINT "ImportedPair_position" CHECK ("position" >= 1);
ALTER TABLE "Study" ADD CONSTRAINT "Study_protocol" CHECK (
  "qualifyPercent" BETWEEN 0 AND 100 AND "attentionChecks" BETWEEN 0 AND 20
  AND ("attentionMistakesAllowed" IS NULL OR "attentionMistakesAllowed" >= 0)
  AND ("leastMedianMs" IS NULL OR "leastMedianMs" >= 1)
  AND ("timeCapMinutes" IS NULL OR "timeCapMinutes" >= 1)
);
-- Practice shows an item of a pair, an attention check a shape; neither shows both or nothing.
ALTER TABLE "ProtocolTrial" ADD CONSTRAINT "ProtocolTrial_shows" CHECK (
  CASE "phase" WHEN 'PRACTICE' THEN "pairId" IS NOT NULL AND "side" IS NOT NULL AND "shape" IS NULL
  ELSE "pairId" IS NULL AND "side" IS NULL AND "shape" IN (1, 2) END
);
ALTER TABLE "ProtocolTrial" ADD CONSTRAINT "ProtocolTrial_choice" CHECK ("choice" IN (1, 2));

-- A practice item tells its answer, so whoever met it may never rate its pair.
CREATE FUNCTION blindpair_remember_practised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
    SELECT NEW."pairId", r."userId", 'practised', NEW."firstShownAt"
    FROM "StudyRater" r WHERE r."id" = NEW."studyRaterId"
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "ProtocolTrial_remember_practised" AFTER INSERT OR UPDATE OF "firstShownAt" ON "ProtocolTrial"
  FOR EACH ROW WHEN (NEW."firstShownAt" IS NOT NULL AND NEW."pairId" IS NOT NULL)
  EXECUTE FUNCTION blindpair_remember_practised();

-- An answer to practice or to an attention check stays as it was given.
CREATE FUNCTION blindpair_protocol_answer_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."answeredAt" IS NOT NULL THEN
    RAISE EXCEPTION 'protocol: an answer is never rewritten' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ProtocolTrial_answer_once" BEFORE UPDATE ON "ProtocolTrial"
  FOR EACH ROW EXECUTE FUNCTION blindpair_protocol_answer_once();

-- All that raters meet, and by which rules they are left out, is frozen with the study.
CREATE OR REPLACE FUNCTION blindpair_study_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."status" <> 'DRAFT' AND (
    (NEW."seed", NEW."trialDistance", NEW."instructions", NEW."primaryEstimand", NEW."projectId",
     NEW."consentText", NEW."pilot", NEW."qualifyPercent", NEW."attentionChecks",
     NEW."attentionMistakesAllowed", NEW."leastMedianMs", NEW."timeCapMinutes", NEW."completionCode")
      IS DISTINCT FROM
    (OLD."seed", OLD."trialDistance", OLD."instructions", OLD."primaryEstimand", OLD."projectId",
     OLD."consentText", OLD."pilot", OLD."qualifyPercent", OLD."attentionChecks",
     OLD."attentionMistakesAllowed", OLD."leastMedianMs", OLD."timeCapMinutes", OLD."completionCode")
    OR NEW."status" = 'DRAFT' OR (OLD."status" = 'CLOSED' AND NEW."status" <> 'CLOSED')
  ) THEN
    RAISE EXCEPTION 'study: what raters met is frozen once it has been opened' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "StudyPracticePair_frozen" BEFORE INSERT OR UPDATE OR DELETE ON "StudyPracticePair"
  FOR EACH ROW EXECUTE FUNCTION blindpair_study_pairs_frozen();
