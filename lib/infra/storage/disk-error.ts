import { AppError } from '@/lib/domain/errors';

/** The code of a system call's failure, such as ENOSPC. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

/** The errors that an operator can mend, in words and without paths. */
export function plainDiskError(error: unknown): unknown {
  switch (codeOf(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError(
        'disk-full',
        'The disk is full. Nothing was lost and nothing half-written is kept. Free some space, then try again.',
        { key: 'diskFull', cause: error },
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EIO':
      return new AppError(
        'unavailable',
        'The data folder cannot be read or written. Check its permissions and that its disk is mounted.',
        { key: 'storageUnavailable', cause: error },
      );
    default:
      return error;
  }
}
