-- Raters whom an administrator removed or gave another role amid a study were marked as withdrawn, but their
-- answers stayed, though every card says that withdrawn answers are deleted. That they were shown the pairs
-- stays remembered ("PairExposure"). Answers go with their trials.
DELETE FROM "Trial" t USING "StudyRater" r
  WHERE r."id" = t."studyRaterId" AND r."withdrawnAt" IS NOT NULL;
DELETE FROM "ProtocolTrial" x USING "StudyRater" r
  WHERE r."id" = x."studyRaterId" AND r."withdrawnAt" IS NOT NULL;
UPDATE "StudyRater" SET "finishedAt" = NULL, "completionCode" = NULL, "disqualifiedAt" = NULL, "timedOutAt" = NULL
  WHERE "withdrawnAt" IS NOT NULL;
