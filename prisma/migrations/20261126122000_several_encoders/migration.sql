-- AlterTable
ALTER TABLE "MinedPair" ADD COLUMN     "cosines" DOUBLE PRECISION[] DEFAULT ARRAY[]::DOUBLE PRECISION[];

-- AlterTable
ALTER TABLE "MiningRun" ADD COLUMN     "furtherSemantic" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "furtherVisual" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "semanticAgree" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "visualAgree" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "MiningTiling" ADD COLUMN     "furtherDimensions" INTEGER[] DEFAULT ARRAY[]::INTEGER[];
