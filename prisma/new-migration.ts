/** `npx tsx prisma/new-migration.ts <name>`: a migration from what changed in schema.prisma. */
import { createMigration } from '../lib/infra/db/schema-change';

const name = process.argv[2];
if (!name) {
  console.error('Usage: npx tsx prisma/new-migration.ts <name>   (for example add_study_deadline)');
  process.exit(2);
}
const path = await createMigration(name);
console.log(
  path
    ? `Written: ${path}\nRead it, add SQL that Prisma cannot express at its end, and commit it.`
    : 'The migrations already lead to schema.prisma; nothing was written.',
);
