/**
 * The caller's address, for throttling. Behind a proxy that is trusted (TRUST_PROXY=1) it is the last
 * entry of X-Forwarded-For: the proxy wrote that one, everything before it is the caller's claim.
 * Without a proxy the header is only a claim, and null is returned: the limit per account holds.
 */
export function callerAddress(
  header: string | null | undefined,
  trustProxy: boolean,
): string | null {
  if (!trustProxy || !header) return null;
  const last = header.split(',').at(-1)?.trim();
  return last ? last : null;
}
