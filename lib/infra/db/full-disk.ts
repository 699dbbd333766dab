import { AppError } from '@/lib/domain/errors';

/** SQLSTATE disk_full: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DISK_FULL = '53100';

interface Wrapped {
  code?: unknown;
  originalCode?: unknown;
  cause?: unknown;
  meta?: { code?: unknown; driverAdapterError?: unknown };
}

/**
 * The sentence for a database that has no room left, or null. Prisma and its adapter each put the
 * error of Postgres into one of their own.
 */
export function diskFull(error: unknown): AppError | null {
  for (let at = error as Wrapped | null | undefined; typeof at === 'object' && at;) {
    if ([at.code, at.originalCode, at.meta?.code].includes(DISK_FULL)) {
      return new AppError(
        'disk-full',
        'The disk of the database is full. Nothing was stored and nothing that was stored is lost. Free some space, then try again.',
        { key: 'diskFull', cause: error },
      );
    }
    at = (at.meta?.driverAdapterError ?? at.cause) as Wrapped | null | undefined;
  }
  return null;
}
