/**
 * adapter-pg as the schema engine needs it. Two things in adapter-pg 7.10 stand in the way:
 *
 * - The engine reads constraints from Postgres's catalogue, whose "char" columns (type 18: contype,
 *   confdeltype, confupdtype) it refuses with "Column type 'char' could not be deserialized". Here
 *   they pass as text and get the engine's type for one character.
 * - It cuts a migration at every semicolon, also within a function's body. Here Postgres gets the
 *   file in one piece, as from Prisma's binary; it runs as one transaction, so that a migration is
 *   applied whole or not at all. (Hence no CREATE INDEX CONCURRENTLY.)
 */
import pg from 'pg';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';

const CHAR_OID = 18;
const TEXT_OID = 25;

export interface EngineAdapter {
  factory: SqlMigrationAwareDriverAdapterFactory;
  close(): Promise<void>;
}

export function engineAdapter(url: string): EngineAdapter {
  // One connection: the engine keeps its own lock and settings in the session.
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // A connection lost while idle or closing is no news: the next query fails with the reason.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const charColumns = new Set<string>();
  const plainQuery = pool.query.bind(pool) as (config: pg.QueryConfig) => Promise<pg.QueryResult>;
  const query = async (config: pg.QueryConfig): Promise<pg.QueryResult> => {
    const result = await plainQuery(config);
    for (const field of result.fields ?? []) {
      if (field.dataTypeID !== CHAR_OID) continue;
      field.dataTypeID = TEXT_OID;
      charColumns.add(field.name);
    }
    return result;
  };
  pool.query = query as typeof pool.query;

  const inner = new PrismaPg(pool);
  const connect = async (): Promise<SqlDriverAdapter> => {
    const adapter = await inner.connect();
    const plainQueryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (statement) => {
      const result = await plainQueryRaw(statement);
      return {
        ...result,
        columnTypes: result.columnTypes.map((type, i) =>
          charColumns.has(result.columnNames[i] ?? '') ? ColumnTypeEnum.Character : type,
        ),
      };
    };
    adapter.executeScript = async (script) => {
      try {
        await plainQuery({ text: script });
      } catch (error) {
        throw asAdapterError(error);
      }
    };
    return adapter;
  };
  return {
    factory: {
      provider: inner.provider,
      adapterName: inner.adapterName,
      connect,
      connectToShadowDb: () => Promise.reject(new Error('No shadow database is used.')),
    },
    close: () => pool.end(),
  };
}

/** The engine takes failures in this form only; anything else would lose Postgres's sentence. */
function asAdapterError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  return new DriverAdapterError({
    kind: 'postgres',
    code: error.code ?? 'XX000',
    severity: error.severity ?? 'ERROR',
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  });
}
