/**
 * Postgres inside this process (PGlite), served on 127.0.0.1 so that the web server, the worker,
 * the command line and psql use it like any other Postgres.
 *
 * How it differs from a server:
 * - All clients share ONE session. Statements take turns. While one client has a transaction open,
 *   every other client waits: keep transactions short, and inside one use `tx` only; a query on
 *   `db` within it would wait for itself until a timeout (15 to 20 s, see client.ts).
 * - What belongs to a session is shared: SET (use SET LOCAL), session advisory locks (granted to
 *   everybody at once; pg_advisory_xact_lock is safe because transactions never overlap), temporary
 *   tables, LISTEN, and NAMED prepared statements (adapter-pg and pg-boss use unnamed ones).
 * - Timeouts that need signals (statement_timeout, idle_in_transaction_session_timeout) and query
 *   cancellation do nothing. A client that disconnects within a transaction is rolled back.
 * - Everything comes over plain TCP without a password; hence 127.0.0.1 only, `sslmode=disable`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { AppError } from '@/lib/domain/errors';
import { lockFile, type Busy } from '../lock-file';
import { withTurns } from './pglite-turns';

/** Web and worker pools, pg-boss in both, migrations and a psql or two; a connection costs little. */
const MAX_CONNECTIONS = 64;

export interface EmbeddedOptions {
  /** The data goes to `<dataDir>/pg`. Without it the database lives in memory. */
  dataDir?: string;
  /** 0 or absent: any free port. */
  port?: number;
  /** A tarball of dumpDataDir to start from; only for an empty database. */
  from?: Blob;
  /** The engine has failed and the server has stopped; acknowledged rows are safe on disk. */
  onFatal?: (error: unknown) => void;
}

export interface EmbeddedDatabase {
  url: string;
  port: number;
  /** A gzip tarball of the whole database, for `from`. No client may be in a transaction. */
  dump(): Promise<Blob>;
  /** Disconnects clients (open transactions roll back), closes the files, frees the lock. */
  stop(): Promise<void>;
}

/** Throws AppError 'unavailable' where another process has the data open or the port is taken. */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const { dataDir, port = 0, from } = options;
  if (dataDir) await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = dataDir ? await lockFile(join(dataDir, 'pg.lock'), alreadyOpen) : undefined;
  let db: PGlite | undefined;
  try {
    db = await PGlite.create({
      ...(dataDir ? { dataDir: join(dataDir, 'pg') } : {}),
      ...(from ? { loadDataDir: from } : {}),
      // A statement is acknowledged only when it is on disk.
      relaxedDurability: false,
    });
    const engine = db;
    const server: PGLiteSocketServer = new PGLiteSocketServer({
      db: withTurns(engine, (error) => {
        void server.stop();
        options.onFatal?.(error);
      }),
      host: '127.0.0.1',
      port,
      maxConnections: MAX_CONNECTIONS,
    });
    await listen(server, port);
    const address = server.getServerConn();
    let stopped: Promise<void> | undefined;
    return {
      url: `postgres://postgres@${address}/postgres?sslmode=disable`,
      port: Number(address.slice(address.lastIndexOf(':') + 1)),
      dump: () => engine.dumpDataDir('gzip'),
      stop: () =>
        (stopped ??= (async () => {
          await server.stop();
          await engine.close();
          await lock?.release();
        })()),
    };
  } catch (error) {
    await db?.close();
    await lock?.release();
    throw error;
  }
}

async function listen(server: PGLiteSocketServer, port: number): Promise<void> {
  try {
    await server.start();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new AppError(
      'unavailable',
      `Port ${port} is taken by another program. Nothing was changed. Choose another port for the embedded database.`,
      { cause: error },
    );
  }
}

/** Two openers of one embedded database would corrupt it. */
const alreadyOpen: Busy = ({ pid, since }, where, path) =>
  new AppError(
    'unavailable',
    `The embedded database is already open in process ${pid}${where} since ${since}. Nothing was changed. ` +
      'Wait until that command has ended, stop it, or use another data folder (--data or BLINDPAIR_DATA).' +
      // A lock of this machine whose process is gone is taken over by itself.
      (where === '' ? '' : ` If you are sure that it is gone, delete ${path}.`),
    { key: 'databaseOpen', params: { pid } },
  );
