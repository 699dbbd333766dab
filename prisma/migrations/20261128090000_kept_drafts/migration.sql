-- AlterTable
ALTER TABLE "Draft" ADD COLUMN     "page" UUID,
ADD COLUMN     "step" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "KeptDraft" (
    "id" UUID NOT NULL,
    "pairId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "question" TEXT NOT NULL DEFAULT '',
    "optionOne" TEXT NOT NULL DEFAULT '',
    "optionTwo" TEXT NOT NULL DEFAULT '',
    "keyForA" INTEGER,
    "statementA" TEXT NOT NULL DEFAULT '',
    "statementB" TEXT NOT NULL DEFAULT '',
    "pattern" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "writtenAt" TIMESTAMP(3) NOT NULL,
    "keptAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dismissedAt" TIMESTAMP(3),

    CONSTRAINT "KeptDraft_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "KeptDraft_pairId_idx" ON "KeptDraft"("pairId");

-- CreateIndex
CREATE INDEX "KeptDraft_authorId_idx" ON "KeptDraft"("authorId");

-- AddForeignKey
ALTER TABLE "KeptDraft" ADD CONSTRAINT "KeptDraft_pairId_fkey" FOREIGN KEY ("pairId") REFERENCES "Pair"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KeptDraft" ADD CONSTRAINT "KeptDraft_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "KeptDraft" ADD CONSTRAINT "KeptDraft_key" CHECK ("keyForA" IN (1, 2));

-- Somebody's words are never rewritten; only whether they are still shown changes.
CREATE FUNCTION blindpair_kept_draft_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'dismissedAt' IS DISTINCT FROM to_jsonb(OLD) - 'dismissedAt' THEN
    RAISE EXCEPTION 'kept drafts are never rewritten' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "KeptDraft_stands" BEFORE UPDATE ON "KeptDraft"
  FOR EACH ROW EXECUTE FUNCTION blindpair_kept_draft_stands();
