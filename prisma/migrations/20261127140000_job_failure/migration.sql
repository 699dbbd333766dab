-- AlterTable
ALTER TABLE "Job" ADD COLUMN     "failure" JSONB;

-- AlterTable
ALTER TABLE "Release" ADD COLUMN     "failure" JSONB;
