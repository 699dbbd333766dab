-- AlterTable
ALTER TABLE "User" ADD COLUMN     "anonymous" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Study" ADD COLUMN     "payAmount" DOUBLE PRECISION,
ADD COLUMN     "payBasis" TEXT,
ADD COLUMN     "payCurrency" TEXT,
ADD COLUMN     "recruitment" TEXT,
ADD COLUMN     "recruitmentNote" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "JoinLink" (
    "studyId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "maxRaters" INTEGER,
    "expiresAt" TIMESTAMP(3),
    "participantsOnly" BOOLEAN NOT NULL DEFAULT false,
    "screenOutCode" TEXT,
    "switchedOffAt" TIMESTAMP(3),
    "createdById" UUID NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "JoinLink_pkey" PRIMARY KEY ("studyId")
);

-- CreateTable
CREATE TABLE "OpenRater" (
    "studyRaterId" UUID NOT NULL,
    "studyId" UUID NOT NULL,
    "resumeHash" TEXT NOT NULL,
    "participantHash" TEXT,
    "platform" TEXT,
    "participantId" TEXT,
    "taskId" TEXT,
    "submissionId" TEXT,
    "submitTo" TEXT,
    "joinedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "OpenRater_pkey" PRIMARY KEY ("studyRaterId")
);

-- CreateIndex
CREATE UNIQUE INDEX "JoinLink_tokenHash_key" ON "JoinLink"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "OpenRater_resumeHash_key" ON "OpenRater"("resumeHash");

-- CreateIndex
CREATE INDEX "OpenRater_participantHash_idx" ON "OpenRater"("participantHash");

-- CreateIndex
CREATE UNIQUE INDEX "OpenRater_studyId_participantHash_key" ON "OpenRater"("studyId", "participantHash");

-- AddForeignKey
ALTER TABLE "JoinLink" ADD CONSTRAINT "JoinLink_studyId_fkey" FOREIGN KEY ("studyId") REFERENCES "Study"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OpenRater" ADD CONSTRAINT "OpenRater_studyRaterId_fkey" FOREIGN KEY ("studyRaterId") REFERENCES "StudyRater"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Rules that Prisma's schema language cannot say.
ALTER TABLE "JoinLink" ADD CONSTRAINT "JoinLink_limits" CHECK ("maxRaters" IS NULL OR "maxRaters" >= 1);
ALTER TABLE "OpenRater" ADD CONSTRAINT "OpenRater_platform" CHECK ("platform" IN ('prolific', 'mturk'));
-- Where codes may be handed in by a form; nothing that an address says becomes another host.
ALTER TABLE "OpenRater" ADD CONSTRAINT "OpenRater_submitTo" CHECK ("submitTo" IN ('www.mturk.com', 'workersandbox.mturk.com'));
ALTER TABLE "Study" ADD CONSTRAINT "Study_recruitment" CHECK (
  "recruitment" IN ('staff', 'volunteers', 'prolific', 'mturk', 'students', 'other')
);
-- An amount has a currency and says what it is for; unpaid work has neither.
ALTER TABLE "Study" ADD CONSTRAINT "Study_pay" CHECK (
  CASE WHEN "payBasis" IS NULL OR "payBasis" = 'unpaid'
    THEN "payAmount" IS NULL AND "payCurrency" IS NULL
    ELSE "payBasis" IN ('hour', 'study') AND "payAmount" IS NOT NULL AND "payAmount" > 0
      AND "payCurrency" IS NOT NULL AND "payCurrency" ~ '^[A-Z]{3}$' END
);

-- How raters were found and paid is fixed before anybody answers, as all that a card says.
CREATE FUNCTION blindpair_recruiting_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."status" <> 'DRAFT' AND (
    (NEW."recruitment", NEW."recruitmentNote", NEW."payBasis", NEW."payAmount", NEW."payCurrency")
      IS DISTINCT FROM
    (OLD."recruitment", OLD."recruitmentNote", OLD."payBasis", OLD."payAmount", OLD."payCurrency")
  ) THEN
    RAISE EXCEPTION 'study: what raters met is frozen once it has been opened' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Study_recruiting_frozen" BEFORE UPDATE ON "Study"
  FOR EACH ROW EXECUTE FUNCTION blindpair_recruiting_frozen();

-- Whoever came in without a name can rate, and nothing else, whatever a later invitation says.
CREATE FUNCTION blindpair_anonymous_rates_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."role" <> 'RATER' AND EXISTS (SELECT 1 FROM "User" u WHERE u."id" = NEW."userId" AND u."anonymous") THEN
    RAISE EXCEPTION 'blind: an anonymous rater holds no other role' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "Membership_anonymous_rates_only" BEFORE INSERT OR UPDATE OF "role" ON "Membership"
  FOR EACH ROW EXECUTE FUNCTION blindpair_anonymous_rates_only();
ALTER TABLE "User" ADD CONSTRAINT "User_anonymous" CHECK (NOT ("anonymous" AND "instanceAdmin"));

-- Withdrawing takes along who the person is on a recruiting platform, by whatever way it happens. The
-- fingerprint stays, so that nobody who withdrew is measured a second time.
CREATE FUNCTION blindpair_forget_participant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "OpenRater" SET "participantId" = NULL, "taskId" = NULL, "submissionId" = NULL, "submitTo" = NULL
    WHERE "studyRaterId" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER "StudyRater_forget_participant" AFTER UPDATE OF "withdrawnAt" ON "StudyRater"
  FOR EACH ROW WHEN (NEW."withdrawnAt" IS NOT NULL) EXECUTE FUNCTION blindpair_forget_participant();
