-- A rejected pair keeps its question, and with it answers and checks that passed: the status counts, too.
CREATE OR REPLACE FUNCTION blindpair_release_current() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM "Release" r
    JOIN "CheckResult" c ON c."checkRunId" = r."checkRunId" AND c."pairId" = NEW."pairId"
      AND c."questionId" = NEW."questionId" AND c."status" = 'PASSED'
    JOIN "StudyPair" s ON s."studyId" = r."studyId" AND s."pairId" = NEW."pairId"
      AND s."questionId" = NEW."questionId"
    JOIN "Pair" p ON p."id" = NEW."pairId" AND p."currentQuestionId" = NEW."questionId"
      AND p."status" IN ('CHECKED', 'RELEASED')
    WHERE r."id" = NEW."releaseId"
  ) THEN
    RAISE EXCEPTION 'release: the question is not the current, measured and checked one' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- What a release holds is decided when it is made, and never rewritten.
DROP TRIGGER "ReleasePair_current" ON "ReleasePair";
CREATE TRIGGER "ReleasePair_current" BEFORE INSERT ON "ReleasePair"
  FOR EACH ROW EXECUTE FUNCTION blindpair_release_current();
CREATE TRIGGER "ReleasePair_append_only" BEFORE UPDATE ON "ReleasePair"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();

-- Nor is what people decided about a pair taken away.
DROP TRIGGER "Reopening_append_only" ON "Reopening";
CREATE TRIGGER "Reopening_append_only" BEFORE UPDATE OR DELETE ON "Reopening"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();

-- Invitations of people who lost the right to invite are revoked when that happens; these are from before.
UPDATE "Invitation" i SET "revokedAt" = now() FROM "User" u
WHERE u."id" = i."createdById" AND i."usedAt" IS NULL AND i."revokedAt" IS NULL
  AND (u."disabledAt" IS NOT NULL OR NOT u."instanceAdmin" AND NOT EXISTS (
    SELECT 1 FROM "Membership" m
    WHERE m."userId" = u."id" AND m."projectId" = i."projectId" AND m."role" = 'ADMIN'
  ));
