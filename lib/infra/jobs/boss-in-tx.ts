/**
 * Lets pg-boss enqueue inside a Prisma transaction: `boss.send(name, data, { db: executeSqlIn(tx) })`
 * makes the job visible exactly when the transaction commits, and not at all when it rolls back.
 */
import type { Db as BossDb } from 'pg-boss';
import type { Tx } from '../db/client';

/**
 * pg-boss's `db` option over a transaction.
 *
 * Two things differ from pg's own `query`, which pg-boss was written for:
 * - Prisma reads an array as a Postgres array and undefined as an error, so undefined becomes null
 *   and objects become JSON text; pg-boss's SQL casts its parameters (`$3::jsonb` and so on).
 * - Several statements in one string are refused. `send` is one statement; `createQueue`, `insert`
 *   with many jobs and schema work belong outside transactions, on pg-boss's own connection.
 */
export function executeSqlIn(tx: Pick<Tx, '$queryRawUnsafe'>): BossDb {
  return {
    async executeSql(text, values) {
      const rows = await tx.$queryRawUnsafe<unknown[]>(text, ...values.map(parameter));
      return { rows };
    },
  };
}

function parameter(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (value instanceof Date || value instanceof Uint8Array || Array.isArray(value)) return value;
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
