-- Whether a single letter, digit or sign is a command for the person.
ALTER TABLE "User" ADD COLUMN     "singleKeys" BOOLEAN NOT NULL DEFAULT true;
