-- AlterTable
ALTER TABLE "Remark" ADD COLUMN     "idempotencyKey" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "Remark_idempotencyKey_key" ON "Remark"("idempotencyKey");
