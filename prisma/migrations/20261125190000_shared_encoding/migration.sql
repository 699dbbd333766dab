-- CreateTable
CREATE TABLE "Encoding" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "encoderId" TEXT NOT NULL,
    "weightsHash" TEXT NOT NULL,
    "preprocessing" TEXT NOT NULL,
    "wantedUntil" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Encoding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EncodingChunk" (
    "id" UUID NOT NULL,
    "encodingId" UUID NOT NULL,
    "afterId" UUID NOT NULL,
    "throughId" UUID NOT NULL,
    "shardId" UUID NOT NULL,
    "leaseExpiresAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "EncodingChunk_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Image_projectId_id_idx" ON "Image"("projectId", "id");

-- CreateIndex
CREATE INDEX "Encoding_wantedUntil_idx" ON "Encoding"("wantedUntil");

-- CreateIndex
CREATE UNIQUE INDEX "Encoding_projectId_encoderId_weightsHash_preprocessing_key" ON "Encoding"("projectId", "encoderId", "weightsHash", "preprocessing");

-- CreateIndex
CREATE UNIQUE INDEX "EncodingChunk_shardId_key" ON "EncodingChunk"("shardId");

-- CreateIndex
CREATE INDEX "EncodingChunk_encodingId_idx" ON "EncodingChunk"("encodingId");

-- AddForeignKey
ALTER TABLE "Encoding" ADD CONSTRAINT "Encoding_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EncodingChunk" ADD CONSTRAINT "EncodingChunk_encodingId_fkey" FOREIGN KEY ("encodingId") REFERENCES "Encoding"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A range holds something, and a chunk holds one range.
ALTER TABLE "EncodingChunk" ADD CONSTRAINT "EncodingChunk_range" CHECK ("afterId" < "throughId");
