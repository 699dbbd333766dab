-- AlterTable
ALTER TABLE "User" ADD COLUMN     "emailProvedAt" TIMESTAMP(3);

-- Accounts without a password were made by a provider that vouched for the address.
UPDATE "User" SET "emailProvedAt" = "createdAt" WHERE "passwordHash" IS NULL;
