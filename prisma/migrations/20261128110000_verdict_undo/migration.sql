-- AlterTable
ALTER TABLE "Review" ADD COLUMN     "pairVersion" INTEGER;
