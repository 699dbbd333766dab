-- CreateTable
CREATE TABLE "HygieneRun" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "jobId" UUID,
    "thresholds" JSONB NOT NULL,
    "version" TEXT NOT NULL,
    "images" INTEGER,
    "flagged" INTEGER,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "HygieneRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImageMeasure" (
    "imageId" UUID NOT NULL,
    "version" TEXT NOT NULL,
    "readable" BOOLEAN NOT NULL,
    "spread" DOUBLE PRECISION,
    "bright" DOUBLE PRECISION,
    "shade" DOUBLE PRECISION,
    "sharpness" DOUBLE PRECISION,
    "hash" TEXT,
    "measuredAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ImageMeasure_pkey" PRIMARY KEY ("imageId")
);

-- CreateTable
CREATE TABLE "ImageFlag" (
    "imageId" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "projectId" UUID NOT NULL,
    "current" BOOLEAN NOT NULL DEFAULT true,
    "measure" DOUBLE PRECISION,
    "threshold" DOUBLE PRECISION,
    "likeId" UUID,
    "note" TEXT,
    "runId" UUID,
    "flaggedById" UUID,
    "flaggedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "keptAt" TIMESTAMP(3),
    "keptById" UUID,

    CONSTRAINT "ImageFlag_pkey" PRIMARY KEY ("imageId","reason")
);

-- CreateTable
CREATE TABLE "MiningLeftOut" (
    "runId" UUID NOT NULL,
    "images" INTEGER NOT NULL,

    CONSTRAINT "MiningLeftOut_pkey" PRIMARY KEY ("runId")
);

-- CreateIndex
CREATE UNIQUE INDEX "HygieneRun_jobId_key" ON "HygieneRun"("jobId");

-- CreateIndex
CREATE INDEX "HygieneRun_projectId_id_idx" ON "HygieneRun"("projectId", "id");

-- CreateIndex
CREATE INDEX "ImageFlag_projectId_reason_imageId_idx" ON "ImageFlag"("projectId", "reason", "imageId");

-- CreateIndex
CREATE INDEX "ImageFlag_likeId_idx" ON "ImageFlag"("likeId");

-- CreateIndex
CREATE INDEX "ImageFlag_runId_idx" ON "ImageFlag"("runId");

-- AddForeignKey
ALTER TABLE "HygieneRun" ADD CONSTRAINT "HygieneRun_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageMeasure" ADD CONSTRAINT "ImageMeasure_imageId_fkey" FOREIGN KEY ("imageId") REFERENCES "Image"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageFlag" ADD CONSTRAINT "ImageFlag_imageId_fkey" FOREIGN KEY ("imageId") REFERENCES "Image"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageFlag" ADD CONSTRAINT "ImageFlag_likeId_fkey" FOREIGN KEY ("likeId") REFERENCES "Image"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageFlag" ADD CONSTRAINT "ImageFlag_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImageFlag" ADD CONSTRAINT "ImageFlag_runId_fkey" FOREIGN KEY ("runId") REFERENCES "HygieneRun"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MiningLeftOut" ADD CONSTRAINT "MiningLeftOut_runId_fkey" FOREIGN KEY ("runId") REFERENCES "MiningRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was measured on a readable image is whole.
ALTER TABLE "ImageMeasure" ADD CONSTRAINT "ImageMeasure_whole" CHECK (
  CASE WHEN "readable" THEN num_nulls("spread", "bright", "shade", "sharpness", "hash") = 0
  ELSE num_nonnulls("spread", "bright", "shade", "sharpness", "hash") = 0 END
);

-- Who leaves an image out by hand says why.
ALTER TABLE "ImageFlag" ADD CONSTRAINT "ImageFlag_note" CHECK (
  "reason" <> 'by-hand' OR length(btrim(COALESCE("note", ''))) > 0
);
-- An image is no copy of itself.
ALTER TABLE "ImageFlag" ADD CONSTRAINT "ImageFlag_like" CHECK ("likeId" <> "imageId");
