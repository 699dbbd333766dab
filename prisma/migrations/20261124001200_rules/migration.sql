-- Rules that Prisma's schema language cannot say.

-- A pair exists once: its images are ordered.
ALTER TABLE "Pair" ADD CONSTRAINT "Pair_images_ordered" CHECK ("imageAId" < "imageBId");

-- Keys and choices name an option.
ALTER TABLE "Draft" ADD CONSTRAINT "Draft_key" CHECK ("keyForA" IN (1, 2));
ALTER TABLE "QuestionVersion" ADD CONSTRAINT "QuestionVersion_key" CHECK ("keyForA" IN (1, 2));
ALTER TABLE "Review" ADD CONSTRAINT "Review_answers" CHECK ("answerA" IN (1, 2) AND "answerB" IN (1, 2));
ALTER TABLE "Response" ADD CONSTRAINT "Response_choice" CHECK ("choice" IN (1, 2));
ALTER TABLE "Response" ADD CONSTRAINT "Response_confidence" CHECK ("confidence" BETWEEN 1 AND 3);
ALTER TABLE "ModelAnswer" ADD CONSTRAINT "ModelAnswer_choice" CHECK ("choice" IN (1, 2));

-- A lease has a holder and an end, or neither.
ALTER TABLE "Pair" ADD CONSTRAINT "Pair_lease_whole" CHECK (("leaseHolderId" IS NULL) = ("leaseExpiresAt" IS NULL));

-- A verdict is decided at a time, and only after answering.
ALTER TABLE "Review" ADD CONSTRAINT "Review_answers_first" CHECK ("decidedAt" IS NULL OR "answeredAt" IS NOT NULL);

-- Remembers that somebody held a role that sees pairs, also after the membership was removed;
-- such a person can never rate in this project.
CREATE FUNCTION blindpair_membership_memory() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."role" <> 'RATER' THEN
    INSERT INTO "PastAccess" ("userId", "projectId") VALUES (NEW."userId", NEW."projectId")
      ON CONFLICT DO NOTHING;
  END IF;
  NEW."everHeldAccess" := EXISTS (
    SELECT 1 FROM "PastAccess" p WHERE p."userId" = NEW."userId" AND p."projectId" = NEW."projectId"
  );
  RETURN NEW;
END $$;
CREATE TRIGGER "Membership_memory" BEFORE INSERT OR UPDATE ON "Membership"
  FOR EACH ROW EXECUTE FUNCTION blindpair_membership_memory();

-- Nobody rates a pair that he wrote, reviewed or saw: refused here, whatever the application does.
CREATE FUNCTION blindpair_blind_trial() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  rater uuid;
  project uuid;
BEGIN
  SELECT sr."userId", s."projectId" INTO rater, project
    FROM "StudyRater" sr JOIN "Study" s ON s."id" = sr."studyId"
    WHERE sr."id" = NEW."studyRaterId";
  IF NOT EXISTS (
    SELECT 1 FROM "Membership" m
    WHERE m."userId" = rater AND m."projectId" = project AND m."role" = 'RATER' AND NOT m."everHeldAccess"
  ) THEN
    RAISE EXCEPTION 'blind: the person may have seen pairs of this project' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM "User" u WHERE u."id" = rater AND u."instanceAdmin") THEN
    RAISE EXCEPTION 'blind: an instance administrator sees every project' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM "PairExposure" e WHERE e."userId" = rater AND e."pairId" = NEW."pairId") THEN
    RAISE EXCEPTION 'blind: the person has worked on this pair' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Trial_blind" BEFORE INSERT OR UPDATE ON "Trial"
  FOR EACH ROW EXECUTE FUNCTION blindpair_blind_trial();

-- Submitted questions, answers and the audit log are never rewritten.
CREATE FUNCTION blindpair_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "AuditEvent_append_only" BEFORE UPDATE OR DELETE ON "AuditEvent"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();
CREATE TRIGGER "QuestionVersion_append_only" BEFORE UPDATE ON "QuestionVersion"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();
CREATE TRIGGER "Response_append_only" BEFORE UPDATE ON "Response"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();

-- Only pairs of the study are shown in it.
CREATE FUNCTION blindpair_trial_in_study() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM "StudyPair" p JOIN "StudyRater" r ON r."studyId" = p."studyId"
    WHERE r."id" = NEW."studyRaterId" AND p."pairId" = NEW."pairId"
  ) THEN
    RAISE EXCEPTION 'trial: the pair is not in the study' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Trial_in_study" BEFORE INSERT ON "Trial"
  FOR EACH ROW EXECUTE FUNCTION blindpair_trial_in_study();

-- Answers are taken by open studies only.
CREATE FUNCTION blindpair_response_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM "Trial" t JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    JOIN "Study" s ON s."id" = r."studyId"
    WHERE t."id" = NEW."trialId" AND s."status" = 'OPEN' AND r."withdrawnAt" IS NULL
  ) THEN
    RAISE EXCEPTION 'response: the study takes no answers' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Response_study_open" BEFORE INSERT ON "Response"
  FOR EACH ROW EXECUTE FUNCTION blindpair_response_open();

-- What raters met is frozen once the study has been opened.
CREATE FUNCTION blindpair_study_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."status" <> 'DRAFT' AND (
    (NEW."seed", NEW."trialDistance", NEW."instructions", NEW."primaryEstimand", NEW."projectId")
      IS DISTINCT FROM
    (OLD."seed", OLD."trialDistance", OLD."instructions", OLD."primaryEstimand", OLD."projectId")
    OR NEW."status" = 'DRAFT' OR (OLD."status" = 'CLOSED' AND NEW."status" <> 'CLOSED')
  ) THEN
    RAISE EXCEPTION 'study: what raters met is frozen once it has been opened' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Study_frozen" BEFORE UPDATE ON "Study"
  FOR EACH ROW EXECUTE FUNCTION blindpair_study_frozen();

CREATE FUNCTION blindpair_study_pairs_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM "Study" s
    WHERE s."id" = CASE TG_OP WHEN 'DELETE' THEN OLD."studyId" ELSE NEW."studyId" END
      AND s."status" <> 'DRAFT'
  ) THEN
    RAISE EXCEPTION 'study: what raters met is frozen once it has been opened' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER "StudyPair_frozen" BEFORE INSERT OR UPDATE OR DELETE ON "StudyPair"
  FOR EACH ROW EXECUTE FUNCTION blindpair_study_pairs_frozen();

ALTER TABLE "Response" ADD CONSTRAINT "Response_times" CHECK (0 <= "activeMs" AND "activeMs" <= "wallMs");
ALTER TABLE "Trial" ADD CONSTRAINT "Trial_position" CHECK ("position" >= 1);
ALTER TABLE "Study" ADD CONSTRAINT "Study_settings" CHECK ("ratersWanted" >= 1 AND "trialDistance" >= 1);
