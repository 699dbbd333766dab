-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "assistanceTerms" TEXT;

-- AlterTable
ALTER TABLE "QuestionVersion" ADD COLUMN     "assisted" TEXT NOT NULL DEFAULT 'none';

-- CreateTable
CREATE TABLE "AssistRequest" (
    "id" UUID NOT NULL,
    "pairId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "model" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "promptVersion" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AssistRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AssistAnswer" (
    "requestId" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "answer" TEXT,
    "answerSha256" TEXT,
    "proposals" JSONB NOT NULL DEFAULT '[]',
    "shown" INTEGER NOT NULL DEFAULT 0,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AssistAnswer_pkey" PRIMARY KEY ("requestId")
);

-- CreateTable
CREATE TABLE "AssistTaken" (
    "requestId" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AssistTaken_pkey" PRIMARY KEY ("requestId","place")
);

-- CreateIndex
CREATE INDEX "AssistRequest_pairId_idx" ON "AssistRequest"("pairId");

-- CreateIndex
CREATE INDEX "AssistRequest_userId_at_idx" ON "AssistRequest"("userId", "at");

-- AddForeignKey
ALTER TABLE "AssistRequest" ADD CONSTRAINT "AssistRequest_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssistRequest" ADD CONSTRAINT "AssistRequest_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssistAnswer" ADD CONSTRAINT "AssistAnswer_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "AssistRequest"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssistTaken" ADD CONSTRAINT "AssistTaken_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "AssistAnswer"("requestId") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "QuestionVersion" ADD CONSTRAINT "QuestionVersion_assisted" CHECK ("assisted" IN ('none', 'seen', 'taken'));
-- Only a proposal that was shown can be taken; which place is in the list is the application's to check.
ALTER TABLE "AssistAnswer" ADD CONSTRAINT "AssistAnswer_shown" CHECK ("shown" >= 0 AND ("shown" = 0 OR "outcome" = 'proposals'));
ALTER TABLE "AssistTaken" ADD CONSTRAINT "AssistTaken_place" CHECK ("place" >= 1);

-- What was asked, answered and taken is never rewritten.
CREATE TRIGGER "AssistRequest_append_only" BEFORE UPDATE ON "AssistRequest"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();
CREATE TRIGGER "AssistAnswer_append_only" BEFORE UPDATE ON "AssistAnswer"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();
CREATE TRIGGER "AssistTaken_append_only" BEFORE UPDATE ON "AssistTaken"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();
