import { defineConfig } from 'prisma/config';

// Read by the Prisma CLI only (`prisma generate`, and `prisma migrate deploy` where its engine is
// installed). The application takes the address from lib/infra/env.ts.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
