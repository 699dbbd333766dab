-- AlterTable
ALTER TABLE "MiningRun" ADD COLUMN     "clusters" INTEGER,
ADD COLUMN     "perCluster" INTEGER,
ADD COLUMN     "rankBy" TEXT NOT NULL DEFAULT 'gap';
