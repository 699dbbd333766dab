-- AlterTable
ALTER TABLE "MiningRun" ADD COLUMN     "resultKey" TEXT;
