-- AlterTable
ALTER TABLE "Study" ADD COLUMN     "presentation" TEXT NOT NULL DEFAULT 'single-image';

-- Rules that Prisma's schema language cannot say. Both images on one screen are next to each other in
-- the rater's order, so their distance is one trial.
ALTER TABLE "Study" ADD CONSTRAINT "Study_presentation" CHECK (
  "presentation" = 'single-image' OR ("presentation" = 'side-by-side' AND "trialDistance" = 1)
);
ALTER TABLE "Response" ADD CONSTRAINT "Response_presentation"
  CHECK ("presentation" IN ('single-image', 'side-by-side'));

-- How a study shows its images is frozen like all that raters meet.
CREATE FUNCTION blindpair_presentation_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'study: what raters met is frozen once it has been opened' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "Study_presentation_frozen" BEFORE UPDATE ON "Study"
  FOR EACH ROW WHEN (OLD."status" <> 'DRAFT' AND NEW."presentation" IS DISTINCT FROM OLD."presentation")
  EXECUTE FUNCTION blindpair_presentation_frozen();

-- An answer says in which presentation it was given, and that is its study's.
CREATE FUNCTION blindpair_response_presentation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM "Trial" t JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    JOIN "Study" s ON s."id" = r."studyId"
    WHERE t."id" = NEW."trialId" AND s."presentation" = NEW."presentation"
  ) THEN
    RAISE EXCEPTION 'response: the study shows its images otherwise' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Response_presentation_of_study" BEFORE INSERT ON "Response"
  FOR EACH ROW EXECUTE FUNCTION blindpair_response_presentation();

-- The two answers of one screen are stored together or not at all.
CREATE FUNCTION blindpair_screen_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "Trial" t JOIN "Trial" other
      ON other."studyRaterId" = t."studyRaterId" AND other."pairId" = t."pairId" AND other."id" <> t."id"
    WHERE t."id" = NEW."trialId"
      AND NOT EXISTS (SELECT 1 FROM "Response" a WHERE a."trialId" = other."id")
  ) AND EXISTS (SELECT 1 FROM "Response" a WHERE a."id" = NEW."id") THEN
    RAISE EXCEPTION 'response: both images of a screen are answered together' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "Response_screen_whole" AFTER INSERT ON "Response"
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."presentation" = 'side-by-side') EXECUTE FUNCTION blindpair_screen_whole();
