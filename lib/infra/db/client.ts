/** The only place that makes a PrismaClient; transactions that survive being beaten by another one. */
import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from './generated/client';
import { diskFull } from './full-disk';

/**
 * Columns that no query returns unless it names them (`select: { keyForA: true }` or
 * `omit: { keyForA: false }`): whoever sees one of them no longer answers blind,
 * or comes in as somebody else, or knows who a rater is.
 */
export const BLIND_COLUMNS = {
  user: { passwordHash: true },
  invitation: { tokenHash: true },
  joinLink: { tokenHash: true },
  openRater: {
    resumeHash: true,
    participantHash: true,
    participantId: true,
    taskId: true,
    submissionId: true,
  },
  minedPair: { semantic: true, visual: true, cosines: true },
  pair: { semantic: true, visual: true, patternGuess: true, guessMargin: true },
  draft: { keyForA: true, statementA: true, statementB: true, pattern: true, authorId: true },
  keptDraft: { keyForA: true, statementA: true, statementB: true, pattern: true, authorId: true },
  questionVersion: {
    keyForA: true,
    statementA: true,
    statementB: true,
    pattern: true,
    authorId: true,
    assisted: true,
  },
  assistAnswer: { answer: true, proposals: true },
  review: { answerA: true, answerB: true },
  trial: { side: true, pairId: true },
  response: { choice: true },
  protocolTrial: { side: true, pairId: true, shape: true },
} as const satisfies Prisma.GlobalOmitConfig;

export interface DbOptions {
  /** Called for what Prisma warns about. Queries are not logged: parameters hold answers. */
  log?: { warn(message: string): void };
  /** Connections at most; see POOL_SIZE. */
  poolSize?: number;
}

/**
 * On the embedded database statements take turns, so that more connections only wait in another
 * place; on a server ten match Postgres's customary 100 with several processes.
 */
const POOL_SIZE = 10;
/**
 * Transactions of other clients must end before one begins on the embedded database, hence the
 * long wait; a transaction that takes longer than 20 s holds up everybody and is a mistake.
 */
const MAX_WAIT_MS = 15_000;
const TIMEOUT_MS = 20_000;

export function createDb(url: string, { log, poolSize = POOL_SIZE }: DbOptions = {}) {
  const adapter = new PrismaPg(
    { connectionString: url, max: poolSize, connectionTimeoutMillis: MAX_WAIT_MS },
    // A dropped idle connection is replaced by the pool; unheard, its event would end the process.
    { onPoolError: (error) => log?.warn(`A database connection was lost: ${error.message}`) },
  );
  const db = new PrismaClient({
    adapter,
    omit: BLIND_COLUMNS,
    errorFormat: 'minimal',
    log: [{ emit: 'event', level: 'warn' }],
    transactionOptions: { maxWait: MAX_WAIT_MS, timeout: TIMEOUT_MS },
  });
  db.$on('warn', (event) => log?.warn(event.message));
  return db;
}

/** The full client. `$disconnect()` closes its pool. */
export type Db = ReturnType<typeof createDb>;
/** Inside a transaction. */
export type Tx = Parameters<Parameters<Db['$transaction']>[0]>[0];
/** For helpers that read the same in both. */
export type DbOrTx = Db | Tx;

export interface TransactionOptions {
  /** 'ReadCommitted' where absent. */
  isolation?: Prisma.TransactionIsolationLevel;
  /** How often to try again after the first failure; 3 where absent. */
  retries?: number;
}

/**
 * Runs `fn` in one transaction. Postgres asks to run a transaction again after a serialization
 * failure (40001) or a deadlock (40P01), so `fn` may run several times: it must do nothing outside
 * the database, and use `tx` only (on the embedded database `db` would wait for this transaction).
 */
export async function inTransaction<T>(
  db: Db,
  fn: (tx: Tx) => Promise<T>,
  { isolation, retries = 3 }: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await db.$transaction(fn, isolation ? { isolationLevel: isolation } : {});
    } catch (error) {
      if (attempt >= retries || !isWorthRetrying(error)) throw diskFull(error) ?? error;
      // The winner needs a moment to commit; longer each time, when many want the same rows.
      await new Promise((resolve) => setTimeout(resolve, 10 * 2 ** attempt));
    }
  }
}

/** True where the same transaction may succeed when run again. */
export function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  if (error.code === 'P2034') return true;
  // A raw query's failure is P2010 and carries Postgres's own code.
  const text = JSON.stringify(error.meta ?? {});
  return error.code === 'P2010' && /"(40001|40P01)"|TransactionWriteConflict/.test(text);
}
