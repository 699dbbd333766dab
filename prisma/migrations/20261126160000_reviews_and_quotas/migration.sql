-- AlterEnum
ALTER TYPE "PairStatus" ADD VALUE 'IN_ADJUDICATION';

-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "maxOpen" INTEGER,
ADD COLUMN     "maxQuestions" INTEGER,
ADD COLUMN     "team" TEXT;

-- AlterTable
ALTER TABLE "Project" ADD COLUMN     "reviewOverlap" INTEGER NOT NULL DEFAULT 100,
ADD COLUMN     "reviewsPerQuestion" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "QuestionVersion" ADD COLUMN     "reviewsWanted" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "Review" ADD COLUMN     "adjudicates" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "field" TEXT,
ADD COLUMN     "rejection" "PairRejection";

-- CreateTable
CREATE TABLE "Remark" (
    "id" UUID NOT NULL,
    "pairId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "field" TEXT,
    "text" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Remark_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Remark_pairId_id_idx" ON "Remark"("pairId", "id");

-- CreateIndex
CREATE INDEX "Remark_authorId_idx" ON "Remark"("authorId");

-- AddForeignKey
ALTER TABLE "Remark" ADD CONSTRAINT "Remark_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Remark" ADD CONSTRAINT "Remark_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "Project" ADD CONSTRAINT "Project_reviews" CHECK ("reviewsPerQuestion" BETWEEN 1 AND 3 AND "reviewOverlap" BETWEEN 0 AND 100);
ALTER TABLE "QuestionVersion" ADD CONSTRAINT "QuestionVersion_reviews" CHECK ("reviewsWanted" BETWEEN 1 AND 3);
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_limits" CHECK ("maxQuestions" >= 0 AND "maxOpen" >= 1);

-- What people wrote to each other is never rewritten.
CREATE TRIGGER "Remark_append_only" BEFORE UPDATE ON "Remark"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();
