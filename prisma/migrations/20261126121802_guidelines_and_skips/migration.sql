-- AlterTable
ALTER TABLE "Pair" ADD COLUMN     "skipsAllowed" INTEGER NOT NULL DEFAULT 3;

-- AlterTable
ALTER TABLE "QuestionVersion" ADD COLUMN     "guidelineVersion" INTEGER;

-- AlterTable
ALTER TABLE "Response" ADD COLUMN     "guidelineVersion" INTEGER;

-- AlterTable
ALTER TABLE "Study" ADD COLUMN     "guidelineVersion" INTEGER;

-- AlterTable
ALTER TABLE "User" ADD COLUMN     "shortcuts" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "GuidelineVersion" (
    "projectId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "en" TEXT NOT NULL,
    "zh" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GuidelineVersion_pkey" PRIMARY KEY ("projectId","version")
);

-- CreateTable
CREATE TABLE "GuidelineRead" (
    "projectId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GuidelineRead_pkey" PRIMARY KEY ("projectId","userId")
);

-- CreateIndex
CREATE INDEX "Pair_projectId_imageBId_idx" ON "Pair"("projectId", "imageBId");

-- CreateIndex
CREATE INDEX "PairSkip_userId_at_idx" ON "PairSkip"("userId", "at");

-- AddForeignKey
ALTER TABLE "GuidelineVersion" ADD CONSTRAINT "GuidelineVersion_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuidelineVersion" ADD CONSTRAINT "GuidelineVersion_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuidelineRead" ADD CONSTRAINT "GuidelineRead_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GuidelineRead" ADD CONSTRAINT "GuidelineRead_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What people worked by is never rewritten; a change is the next version.
CREATE TRIGGER "GuidelineVersion_append_only" BEFORE UPDATE ON "GuidelineVersion"
  FOR EACH ROW EXECUTE FUNCTION blindpair_immutable();
ALTER TABLE "GuidelineVersion" ADD CONSTRAINT "GuidelineVersion_version" CHECK ("version" >= 1);
