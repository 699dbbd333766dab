-- AlterTable
ALTER TABLE "EncoderScore" ADD COLUMN     "textTemplate" TEXT NOT NULL DEFAULT '{}',
ADD COLUMN     "textWeightsHash" TEXT NOT NULL;
