/** The served bytes of an image, checked against the hash under which they were stored. */
import { createHash } from 'node:crypto';
import { isAppError } from '@/lib/domain/errors';
import { blobKey, type Storage } from '../storage/storage';

/** Null when the file is gone or is not what was stored: nothing may be measured on it then. */
export async function servedBytes(storage: Storage, sha256: string): Promise<Buffer | null> {
  try {
    const bytes = await storage.get(blobKey(sha256));
    return createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : null;
  } catch (error) {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  }
}
