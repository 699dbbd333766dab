-- AlterTable
ALTER TABLE "Pair" ADD COLUMN     "guessMargin" DOUBLE PRECISION,
ADD COLUMN     "patternGuess" TEXT;

-- A guess comes with what it rests on.
ALTER TABLE "Pair" ADD CONSTRAINT "Pair_guess_whole"
  CHECK (("patternGuess" IS NULL) = ("guessMargin" IS NULL));
