/** What went wrong on the command line, in a sentence that says what to do; a stack only where nobody can. */
import { isAppError } from '@/lib/domain/errors';
import { diskFull } from '@/lib/infra/db/full-disk';

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
  EEXIST: 'A file lies where a folder is needed: {path}. Choose another place (--data, --to).',
  EMFILE: 'Too many open files. Raise the limit (ulimit -n), then run the same command again.',
  ECONNREFUSED:
    'The database does not answer at {host}. Check DATABASE_URL and that Postgres runs there.',
  ECONNRESET: 'The database ended the connection. Check that it still runs, then try again.',
  ETIMEDOUT: 'The database does not answer at {host}. Check DATABASE_URL and the network.',
  ENOTFOUND: 'There is no machine named {host}. Check DATABASE_URL.',
  EAI_AGAIN: 'The name {host} cannot be looked up. Check DATABASE_URL and the network.',
  ERR_INVALID_URL:
    'DATABASE_URL is no address. Write it like postgres://user:password@host:5432/database.',
};

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
  code?: unknown;
  path?: unknown;
  address?: unknown;
  hostname?: unknown;
  port?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/** The sentence for an expected error, with a line per field; null for one that is a fault of the program. */
export function explain(error: unknown): string | null {
  if (isAppError(error)) {
    const fields = Object.entries(error.fields ?? {}).map(([name, text]) => `\n  ${name}: ${text}`);
    return error.message + fields.join('');
  }
  if (typeof error !== 'object' || error === null) return null;
  const full = diskFull(error);
  if (full) return full.message;
  const { code, path, address, hostname, port, cause, errors } = error as Known;
  const sentence = typeof code === 'string' ? (SYSTEM[code] ?? POSTGRES[code]) : undefined;
  if (sentence !== undefined) {
    const machine = hostname ?? address ?? 'the address given';
    return sentence
      .replace('{path}', String(path ?? 'a file of the data folder'))
      .replace('{host}', `${String(machine)}${port === undefined ? '' : `:${String(port)}`}`);
  }
  // Node tries all addresses of a name and reports them together.
  if (Array.isArray(errors)) return explain(errors[0]);
  return cause === undefined || cause === error ? null : explain(cause);
}
