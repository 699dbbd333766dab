/** What went wrong on the command line, in a sentence that says what to do; a stack only where nobody can. */
import { isAppError } from '@/lib/domain/errors';
import { diskFull } from '@/lib/infra/db/full-disk';
import { env } from '@/lib/infra/env';

/** Of the system: files, disk, network. `{path}` and `{host}` stand for what the error names. */
const SYSTEM: Readonly<Record<string, string>> = {
  EACCES: 'Not permitted: {path}. Mend its permissions, or choose another place (--data, --to).',
  EPERM: 'Not permitted: {path}. Mend its permissions, or choose another place (--data, --to).',
  EROFS: 'The disk is read-only: {path}. Choose another place (--data, --to).',
  ENOSPC:
    'The disk is full. Nothing that was finished is lost. Free some space, then run the same command again.',
  EDQUOT:
    'The disk quota is used up. Nothing that was finished is lost. Free some space, then run the same command again.',
  ENOTDIR: 'A file lies where a folder is needed: {path}. Choose another place (--data, --to).',
  EMFILE: 'Too many open files. Raise the limit (ulimit -n), then run the same command again.',
};

/** Of the network, by whether it is the way to the database. */
const NETWORK: Readonly<Record<string, { database: string; other: string }>> = {
  ECONNREFUSED: {
    database:
      'The database does not answer at {host}. Check DATABASE_URL and that Postgres runs there.',
    other: 'Nothing answers at {host}.',
  },
  ECONNRESET: {
    database: 'The database ended the connection. Check that it still runs, then try again.',
    other: 'A connection was ended by the other side. Try again.',
  },
  ETIMEDOUT: {
    database: 'The database does not answer at {host}. Check DATABASE_URL and the network.',
    other: 'No answer came in time from {host}. Check the network.',
  },
  ENOTFOUND: {
    database: 'There is no machine named {host}. Check DATABASE_URL.',
    other: 'There is no machine named {host}.',
  },
  EAI_AGAIN: {
    database: 'The name {host} cannot be looked up. Check DATABASE_URL and the network.',
    other: 'The name {host} cannot be looked up. Check the network.',
  },
};

const NO_FOLDER = SYSTEM.ENOTDIR;
const NO_ADDRESS =
  'DATABASE_URL is no address. Write it like postgres://user:password@host:5432/database.';

/** Of Postgres, by SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const POSTGRES: Readonly<Record<string, string>> = {
  '28P01': 'The database refuses the password in DATABASE_URL.',
  '28000': 'The database refuses the user in DATABASE_URL.',
  '3D000': 'The database named in DATABASE_URL does not exist. Make it with createdb.',
  '42501': 'The user in DATABASE_URL may not change this database. Make it the owner.',
  '53300': 'The database has no connection left. Raise max_connections, or stop other programs.',
  '57P03': 'The database is starting up. Try again in a moment.',
};

interface Known {
  name?: unknown;
  code?: unknown;
  syscall?: unknown;
  input?: unknown;
  path?: unknown;
  address?: unknown;
  hostname?: unknown;
  port?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/**
 * The sentence for an expected error, with a line per field; null for one that is a fault of the
 * program. Of the network only what names the machine of `databaseUrl` (left out: DATABASE_URL), or
 * comes wrapped by the database client, is called a trouble of the database.
 */
export function explain(error: unknown, databaseUrl?: string): string | null {
  if (isAppError(error)) {
    const fields = Object.entries(error.fields ?? {}).map(([name, text]) => `\n  ${name}: ${text}`);
    return error.message + fields.join('');
  }
  return explainSystem(error, databaseUrl ?? env().DATABASE_URL, false);
}

function explainSystem(
  error: unknown,
  databaseUrl: string | undefined,
  wrapped: boolean,
): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const full = diskFull(error);
  if (full) return full.message;
  const known = error as Known;
  const { path, address, hostname, port, cause, errors } = known;
  const ofClient = wrapped || /^(PrismaClient|DriverAdapterError)/.test(String(known.name));
  const sentence = sentenceFor(known, ofClient || namesMachine(known, databaseUrl), databaseUrl);
  if (sentence !== undefined) {
    const machine = hostname ?? address ?? 'the address given';
    return sentence
      .replace('{path}', String(path ?? 'a file of the data folder'))
      .replace('{host}', `${String(machine)}${port === undefined ? '' : `:${String(port)}`}`);
  }
  // Node tries all addresses of a name and reports them together.
  if (Array.isArray(errors)) return explainSystem(errors[0], databaseUrl, ofClient);
  return cause === undefined || cause === error
    ? null
    : explainSystem(cause, databaseUrl, ofClient);
}

function sentenceFor(
  { code, syscall, input }: Known,
  ofDatabase: boolean,
  databaseUrl: string | undefined,
): string | undefined {
  if (typeof code !== 'string') return undefined;
  // Elsewhere a file that exists already is the program's own business.
  if (code === 'EEXIST') return syscall === 'mkdir' ? NO_FOLDER : undefined;
  // The database client blackens the address, which holds a password.
  if (code === 'ERR_INVALID_URL') {
    return input === databaseUrl || input === '*****REDACTED*****' ? NO_ADDRESS : undefined;
  }
  return SYSTEM[code] ?? POSTGRES[code] ?? NETWORK[code]?.[ofDatabase ? 'database' : 'other'];
}

const POSTGRES_PORT = 5432;

/** Whether a failed connection or look-up was one to the machine of this address. */
function namesMachine({ hostname, port }: Known, databaseUrl: string | undefined): boolean {
  if (databaseUrl === undefined || !URL.canParse(databaseUrl)) return false;
  const database = new URL(databaseUrl);
  if (hostname !== undefined) return hostname === database.hostname;
  // The address is a name's, looked up: the port tells it from a mail server's or a provider's.
  return port !== undefined && Number(port) === Number(database.port || POSTGRES_PORT);
}
