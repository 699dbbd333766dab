/**
 * Keeps clients of the embedded database from mixing their messages.
 *
 * pglite-socket 0.2.17 runs one wire message at a time and keeps a client's turn only while a
 * transaction block is open. A query with parameters is five messages (Parse, Bind, Describe,
 * Execute, Sync). They stay together when they arrive in one chunk, but from about 64 KB on they
 * arrive in several, and another client's Parse then replaces the unnamed statement between them:
 * "bind message supplies 2 parameters, but prepared statement "" requires 1", or worse, a Bind to
 * a foreign statement of the same shape. Here a turn lasts until Sync.
 */
import type { PGlite } from '@electric-sql/pglite';

const code = (letter: string): number => letter.charCodeAt(0);
/** Parse, Bind, Describe, Execute, Close, Flush and Function call begin or continue a turn. */
const KEEPS_TURN = new Set(['P', 'B', 'D', 'E', 'C', 'H'].map(code));
/** Query and Sync end with ReadyForQuery, and the turn with it. */
const ENDS_TURN = new Set(['Q', 'S'].map(code));
const SYNC = new Uint8Array([code('S'), 0, 0, 0, 4]);

/**
 * The parts of PGlite that the socket server uses, with turns that last until Sync.
 * `onFatal` is called when the engine itself failed: nothing can be served after that, while an
 * SQL error is an ordinary answer and never comes here.
 */
export function withTurns(db: PGlite, onFatal: (error: unknown) => void): PGlite {
  let midTurn = false;

  const execProtocolRawStream: PGlite['execProtocolRawStream'] = async (message, options) => {
    const kind = message[0] ?? 0;
    if (KEEPS_TURN.has(kind)) midTurn = true;
    try {
      await db.execProtocolRawStream(message, options);
    } catch (error) {
      onFatal(error);
      throw error;
    }
    if (ENDS_TURN.has(kind)) midTurn = false;
  };

  /** The server calls it with ROLLBACK when a client that holds the turn has gone. */
  const exec: PGlite['exec'] = async (query, options) => {
    if (midTurn) {
      // After an error the engine skips everything up to Sync, this ROLLBACK included.
      await db.runExclusive(() => db.execProtocolRawStream(SYNC, { onRawData: () => undefined }));
      midTurn = false;
    }
    return db.isInTransaction() ? db.exec(query, options) : [];
  };

  const replaced = {
    execProtocolRawStream,
    exec,
    isInTransaction: () => midTurn || db.isInTransaction(),
  };
  return new Proxy(db, {
    get(target, name) {
      if (name in replaced) return replaced[name as keyof typeof replaced];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
