-- AlterTable
ALTER TABLE "Image" ALTER COLUMN "bytes" SET DATA TYPE BIGINT;

-- AlterTable
ALTER TABLE "ImageVariant" ALTER COLUMN "bytes" SET DATA TYPE BIGINT;

-- AlterTable
ALTER TABLE "Release" ALTER COLUMN "bytes" SET DATA TYPE BIGINT;

-- CreateTable
CREATE TABLE "Reopening" (
    "id" UUID NOT NULL,
    "pairId" UUID NOT NULL,
    "questionId" UUID,
    "from" "PairStatus" NOT NULL,
    "reason" TEXT NOT NULL,
    "reopenedById" UUID,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Reopening_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Reopening_pairId_idx" ON "Reopening"("pairId");

-- AddForeignKey
ALTER TABLE "Reopening" ADD CONSTRAINT "Reopening_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reopening" ADD CONSTRAINT "Reopening_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "QuestionVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Reopening" ADD CONSTRAINT "Reopening_reopenedById_fkey" FOREIGN KEY ("reopenedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What people decided about a pair is never rewritten.
CREATE TRIGGER "Reopening_append_only" BEFORE UPDATE ON "Reopening"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();
ALTER TABLE "Reopening" ADD CONSTRAINT "Reopening_reason" CHECK (length(btrim("reason")) > 0);

-- Only the pair's current question, passed as it stands in the release's own check run, is released:
-- answers and checks of a version that was replaced never carry over to the new one.
CREATE FUNCTION blindpair_release_current() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM "Release" r
    JOIN "CheckResult" c ON c."checkRunId" = r."checkRunId" AND c."pairId" = NEW."pairId"
      AND c."questionId" = NEW."questionId" AND c."status" = 'PASSED'
    JOIN "StudyPair" s ON s."studyId" = r."studyId" AND s."pairId" = NEW."pairId"
      AND s."questionId" = NEW."questionId"
    JOIN "Pair" p ON p."id" = NEW."pairId" AND p."currentQuestionId" = NEW."questionId"
    WHERE r."id" = NEW."releaseId"
  ) THEN
    RAISE EXCEPTION 'release: the question is not the current, measured and checked one' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "ReleasePair_current" BEFORE INSERT OR UPDATE ON "ReleasePair"
  FOR EACH ROW EXECUTE FUNCTION blindpair_release_current();
