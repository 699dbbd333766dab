-- Percent of an image that text covers.
ALTER TABLE "ImageMeasure" ADD COLUMN "text" DOUBLE PRECISION;

-- What was measured on a readable image is whole. Before text was measured there is none: such images are
-- measured again by the next check.
ALTER TABLE "ImageMeasure" DROP CONSTRAINT "ImageMeasure_whole";
ALTER TABLE "ImageMeasure" ADD CONSTRAINT "ImageMeasure_whole" CHECK (
  CASE WHEN "readable" THEN num_nulls("spread", "bright", "shade", "sharpness", "hash") = 0
    AND ("text" IS NOT NULL OR "version" = 'hygiene-1')
  ELSE num_nonnulls("spread", "bright", "shade", "sharpness", "hash", "text") = 0 END
);
