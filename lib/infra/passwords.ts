/** The only caller of argon2. Parameters follow OWASP's Password Storage Cheat Sheet for argon2id. */
import { hash, verify } from '@node-rs/argon2';
import { systemRng } from './rng';

/** 19 MiB, two passes, one lane: about 20 ms on one core, so a sign-in stays quick and a guess costly. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The same password typed on two keyboards can differ in code points; NFKC makes them one. */
const normal = (password: string): string => password.normalize('NFKC');

/** A PHC string, `$argon2id$v=19$m=19456,t=2,p=1$…`, with a fresh 16-byte salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), PARAMETERS);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password belongs to the hash. Without a hash (nobody has this address, or the person
 * has no password) it verifies against a decoy, so that the answer takes the same time.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(systemRng.secret());
  const matches = await verify(stored ?? (await decoy), normal(password)).catch(() => false);
  return stored !== null && matches;
}
