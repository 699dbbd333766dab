import { isAppError } from '@/lib/domain/errors';

/** Null where a read says that there is nothing to see; pages answer 404 to that. */
export async function orNotFound<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  }
}
