/**
 * Generates the Prisma client. Runs after `npm install`, in plain node and without a network.
 *
 * `prisma generate` insists on a schema-engine binary and downloads one, although generating never
 * starts it. Pointing PRISMA_SCHEMA_ENGINE_BINARY at any executable keeps it from looking; a real
 * path that someone has set is left alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const schema = join(root, 'prisma', 'schema.prisma');

if (!existsSync(schema)) {
  // A container build installs dependencies before it copies the sources.
  console.log(
    'prisma/schema.prisma is not here yet: no database client generated. Run `node prisma/generate.mjs` once it is.',
  );
  process.exit(0);
}

let cli;
try {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve('prisma/package.json');
  const { bin } = require(manifest);
  cli = join(dirname(manifest), typeof bin === 'string' ? bin : bin.prisma);
} catch {
  console.error('The package `prisma` is not installed. Run `npm install` first.');
  process.exit(1);
}

const result = spawnSync(process.execPath, [cli, 'generate', '--schema', schema, '--no-hints'], {
  cwd: root,
  encoding: 'utf8',
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY || process.execPath,
    // No update check: it would wait for a network that may not be there.
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
});

if (result.status !== 0) {
  console.error(result.stdout + result.stderr);
  console.error('The database client was not generated; see the message above.');
  process.exit(result.status ?? 1);
}
console.log('Database client generated in lib/infra/db/generated.');
