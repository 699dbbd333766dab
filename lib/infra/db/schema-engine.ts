/**
 * Prisma's schema engine in its WebAssembly build: the binary would come from the network, this one
 * comes with the npm package. It does the same work and keeps the same `_prisma_migrations` table,
 * so `prisma migrate deploy` can take over at any time.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type * as Engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import { engineAdapter } from './engine-adapter';
import type { MigrationFiles } from './migration-files';

let loading: Promise<typeof Engine> | undefined;

async function load(): Promise<typeof Engine> {
  // The engine reports a panic here before it stops; without the hook the reason would be lost.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (message: string) => {
        throw new Error(`Prisma's schema engine failed: ${message}`);
      },
    },
  });
  const entry = createRequire(import.meta.url).resolve(
    '@prisma/schema-engine-wasm/schema_engine_bg',
  );
  // The package's own entry imports the .wasm file as a module, which Node 20 cannot.
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(join(dirname(entry), 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports,
  });
  const { __wbg_set_wasm } = glue as unknown as { __wbg_set_wasm(exports: unknown): void };
  __wbg_set_wasm(instance.exports);
  (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  return glue;
}

/** Runs `work` with an engine on the database at `url`; failures carry the engine's own sentence. */
export async function withSchemaEngine<T>(
  url: string,
  files: MigrationFiles,
  work: (engine: Engine.SchemaEngine) => Promise<T>,
): Promise<T> {
  const adapter = engineAdapter(url);
  const { SchemaEngine } = await (loading ??= load());
  const datamodels: [string, string][] = [[join(files.folder, 'schema.prisma'), files.schema]];
  const bound = bindMigrationAwareSqlAdapterFactory(adapter.factory);
  try {
    const engine = await SchemaEngine.new({ datamodels }, () => undefined, bound);
    try {
      return await work(engine);
    } finally {
      engine.free();
    }
  } finally {
    await adapter.close();
  }
}

/** The migrations in the engine's words. */
export function migrationsList(files: MigrationFiles): Engine.MigrationList {
  return {
    baseDir: join(files.folder, 'migrations'),
    lockfile: { path: 'migration_lock.toml', content: files.lockfile },
    shadowDbInitScript: '',
    migrationDirectories: files.migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/** The whole database is ours, except what pg-boss keeps in its own Postgres schema. */
export const NO_FILTER: Engine.SchemaFilter = { externalTables: [], externalEnums: [] };
