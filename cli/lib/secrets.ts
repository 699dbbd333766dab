import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemRng } from '@/lib/infra/rng';

/**
 * The session secret of an instance with an embedded database: made once, kept beside the data,
 * readable by the owner only. Production on a DATABASE_URL brings its own.
 */
export async function instanceSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    const secret = systemRng.secret(48);
    await writeFile(path, secret, { mode: 0o600, flag: 'wx' });
    return secret;
  }
}
