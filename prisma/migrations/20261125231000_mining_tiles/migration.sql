-- CreateTable
CREATE TABLE "MiningTiling" (
    "runId" UUID NOT NULL,
    "placesKey" TEXT NOT NULL,
    "images" INTEGER NOT NULL,
    "leftOut" INTEGER NOT NULL,
    "blockRows" INTEGER NOT NULL,
    "semanticDimensions" INTEGER NOT NULL,
    "visualDimensions" INTEGER NOT NULL,
    "nextTile" INTEGER NOT NULL DEFAULT 0,
    "wantedUntil" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "MiningTiling_pkey" PRIMARY KEY ("runId")
);

-- CreateTable
CREATE TABLE "MiningTile" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "fileId" UUID NOT NULL,
    "leaseExpiresAt" TIMESTAMP(3),
    "compared" BIGINT NOT NULL DEFAULT 0,
    "passing" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MiningTile_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "MiningTiling_wantedUntil_idx" ON "MiningTiling"("wantedUntil");

-- CreateIndex
CREATE UNIQUE INDEX "MiningTile_fileId_key" ON "MiningTile"("fileId");

-- CreateIndex
CREATE UNIQUE INDEX "MiningTile_runId_number_key" ON "MiningTile"("runId", "number");

-- AddForeignKey
ALTER TABLE "MiningTiling" ADD CONSTRAINT "MiningTiling_runId_fkey" FOREIGN KEY ("runId") REFERENCES "MiningRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MiningTile" ADD CONSTRAINT "MiningTile_runId_fkey" FOREIGN KEY ("runId") REFERENCES "MiningTiling"("runId") ON DELETE CASCADE ON UPDATE CASCADE;

-- There is something to compare, in blocks that hold something.
ALTER TABLE "MiningTiling" ADD CONSTRAINT "MiningTiling_sizes" CHECK ("images" >= 0 AND "blockRows" > 0 AND "nextTile" >= 0);
