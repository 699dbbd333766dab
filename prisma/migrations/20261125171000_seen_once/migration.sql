-- Whoever was shown a pair in one study rates it in no other. The memory outlives a withdrawal, which
-- deletes trials and answers: it says that the person saw the pair, not what was answered.
CREATE FUNCTION blindpair_remember_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
    SELECT t."pairId", r."userId", 'rated', COALESCE(t."firstShownAt", now() AT TIME ZONE 'UTC')
    FROM "Trial" t JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    WHERE t."id" = CASE TG_TABLE_NAME
      WHEN 'Trial' THEN (to_jsonb(NEW) ->> 'id')::uuid
      ELSE (to_jsonb(NEW) ->> 'trialId')::uuid END
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "Trial_remember_shown" AFTER INSERT OR UPDATE OF "firstShownAt" ON "Trial"
  FOR EACH ROW WHEN (NEW."firstShownAt" IS NOT NULL) EXECUTE FUNCTION blindpair_remember_shown();
CREATE TRIGGER "Response_remember_shown" AFTER INSERT ON "Response"
  FOR EACH ROW EXECUTE FUNCTION blindpair_remember_shown();

-- What was shown before this migration. Trials of those who withdrew are gone: they count as having
-- seen every pair of the study.
INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
  SELECT t."pairId", r."userId", 'rated', min(COALESCE(t."firstShownAt", a."createdAt"))
  FROM "Trial" t
  JOIN "StudyRater" r ON r."id" = t."studyRaterId"
  LEFT JOIN "Response" a ON a."trialId" = t."id"
  WHERE t."firstShownAt" IS NOT NULL OR a."id" IS NOT NULL
  GROUP BY t."pairId", r."userId"
  ON CONFLICT DO NOTHING;
INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
  SELECT sp."pairId", r."userId", 'rated', min(r."withdrawnAt")
  FROM "StudyRater" r JOIN "StudyPair" sp ON sp."studyId" = r."studyId"
  WHERE r."withdrawnAt" IS NOT NULL AND r."startedAt" IS NOT NULL
  GROUP BY sp."pairId", r."userId"
  ON CONFLICT DO NOTHING;

-- Nobody rates a pair that he wrote, reviewed or saw, be it in another study: refused here, whatever
-- the application does.
CREATE OR REPLACE FUNCTION blindpair_blind_trial() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF EXISTS (
    SELECT 1 FROM "PairExposure" e
    WHERE e."userId" = rater AND e."pairId" = NEW."pairId" AND e."reason" <> 'rated'
  ) THEN
    RAISE EXCEPTION 'blind: the person has worked on this pair' USING ERRCODE = 'check_violation';
  END IF;
  -- A pair is in one open study at a time, and all its trials for a rater are laid out before the
  -- first is shown: a memory without an own trial comes from another study.
  IF TG_OP = 'INSERT' AND EXISTS (
    SELECT 1 FROM "PairExposure" e WHERE e."userId" = rater AND e."pairId" = NEW."pairId"
  ) AND NOT EXISTS (
    SELECT 1 FROM "Trial" t WHERE t."studyRaterId" = NEW."studyRaterId" AND t."pairId" = NEW."pairId"
  ) THEN
    RAISE EXCEPTION 'blind: the person was shown this pair in another study' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
