-- AlterTable
ALTER TABLE "Study" ADD COLUMN     "sessionGapHours" INTEGER;

-- AlterTable
ALTER TABLE "StudyRater" ADD COLUMN     "secondFrom" INTEGER,
ADD COLUMN     "secondOpensAt" TIMESTAMP(3),
ADD COLUMN     "secondStartedAt" TIMESTAMP(3);

-- Rules that Prisma's schema language cannot say. A pair on one screen is seen at once, so nothing of it
-- can come in another session.
ALTER TABLE "Study" ADD CONSTRAINT "Study_sessions" CHECK (
  "sessionGapHours" IS NULL
  OR ("sessionGapHours" BETWEEN 1 AND 336 AND "presentation" = 'single-image')
);
ALTER TABLE "StudyRater" ADD CONSTRAINT "StudyRater_sessions" CHECK (
  ("secondFrom" IS NULL OR "secondFrom" >= 2)
  AND ("secondOpensAt" IS NULL OR "secondFrom" IS NOT NULL)
  AND ("secondStartedAt" IS NULL OR ("secondOpensAt" IS NOT NULL AND "secondStartedAt" >= "secondOpensAt"))
);

-- In how many sessions raters rate is frozen like all that they meet.
CREATE FUNCTION blindpair_sessions_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'study: what raters met is frozen once it has been opened' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "Study_sessions_frozen" BEFORE UPDATE ON "Study"
  FOR EACH ROW WHEN (OLD."status" <> 'DRAFT' AND NEW."sessionGapHours" IS DISTINCT FROM OLD."sessionGapHours")
  EXECUTE FUNCTION blindpair_sessions_frozen();

-- Nothing of the second session is shown or answered before it opens, by whatever way.
CREATE FUNCTION blindpair_second_session_shut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "StudyRater" r WHERE r."id" = NEW."studyRaterId" AND NEW."position" >= r."secondFrom"
      AND (r."secondOpensAt" IS NULL OR NEW."firstShownAt" < r."secondOpensAt")
  ) THEN
    RAISE EXCEPTION 'session: the second one is not open yet' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Trial_second_session_shut" BEFORE UPDATE OF "firstShownAt" ON "Trial"
  FOR EACH ROW WHEN (NEW."firstShownAt" IS NOT NULL) EXECUTE FUNCTION blindpair_second_session_shut();
CREATE FUNCTION blindpair_second_session_unanswered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "Trial" t JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    WHERE t."id" = NEW."trialId" AND t."position" >= r."secondFrom"
      AND (r."secondOpensAt" IS NULL OR NEW."createdAt" < r."secondOpensAt")
  ) THEN
    RAISE EXCEPTION 'session: the second one is not open yet' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Response_second_session_shut" BEFORE INSERT ON "Response"
  FOR EACH ROW EXECUTE FUNCTION blindpair_second_session_unanswered();
