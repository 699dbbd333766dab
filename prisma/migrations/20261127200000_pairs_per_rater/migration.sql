-- AlterTable
ALTER TABLE "Study" ADD COLUMN     "pairsPerRater" INTEGER;

-- Rules that Prisma's schema language cannot say.
ALTER TABLE "Study" ADD CONSTRAINT "Study_pairs_per_rater" CHECK ("pairsPerRater" >= 1);

-- How many pairs each rater gets is frozen like all that they meet.
CREATE FUNCTION blindpair_pairs_per_rater_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'study: what raters met is frozen once it has been opened' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "Study_pairs_per_rater_frozen" BEFORE UPDATE ON "Study"
  FOR EACH ROW WHEN (OLD."status" <> 'DRAFT' AND NEW."pairsPerRater" IS DISTINCT FROM OLD."pairsPerRater")
  EXECUTE FUNCTION blindpair_pairs_per_rater_frozen();
