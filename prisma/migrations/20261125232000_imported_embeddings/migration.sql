-- AlterTable
ALTER TABLE "MiningLeftOut" ADD COLUMN     "withoutEmbedding" INTEGER;

-- CreateTable
CREATE TABLE "ImportedEncoder" (
    "id" UUID NOT NULL,
    "projectId" UUID NOT NULL,
    "encoderId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "weightsHash" TEXT NOT NULL,
    "preprocessing" TEXT NOT NULL,
    "dimensions" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ImportedEncoder_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EmbeddingImport" (
    "id" UUID NOT NULL,
    "encoderId" UUID NOT NULL,
    "files" JSONB NOT NULL,
    "matchedBy" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "matched" INTEGER NOT NULL,
    "missing" INTEGER NOT NULL,
    "unknown" INTEGER NOT NULL,
    "duplicates" INTEGER NOT NULL,
    "createdById" UUID,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMP(3),

    CONSTRAINT "EmbeddingImport_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ImportedEncoder_projectId_encoderId_key" ON "ImportedEncoder"("projectId", "encoderId");

-- CreateIndex
CREATE INDEX "EmbeddingImport_encoderId_idx" ON "EmbeddingImport"("encoderId");

-- AddForeignKey
ALTER TABLE "ImportedEncoder" ADD CONSTRAINT "ImportedEncoder_projectId_fkey" FOREIGN KEY ("projectId") REFERENCES "Project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmbeddingImport" ADD CONSTRAINT "EmbeddingImport_encoderId_fkey" FOREIGN KEY ("encoderId") REFERENCES "ImportedEncoder"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE "ImportedEncoder"
  ADD CONSTRAINT "ImportedEncoder_role" CHECK ("role" IN ('semantic', 'visual')),
  ADD CONSTRAINT "ImportedEncoder_weightsHash" CHECK ("weightsHash" ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT "ImportedEncoder_dimensions" CHECK ("dimensions" > 0);
