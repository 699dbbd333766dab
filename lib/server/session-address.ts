import { isIPv6 } from 'node:net';

/**
 * The caller's address, for throttling; null where it is not known, and then the limit per account
 * holds. The web server's entry (cli/lib/forwarded.ts) has put what it saw itself at the end of
 * X-Forwarded-For, or left what a trusted proxy wrote there: everything before is the caller's claim.
 */
export function callerAddress(header: string | null | undefined): string | null {
  const last = header?.split(',').at(-1)?.trim();
  if (!last || isLoopback(last)) return null;
  return isIPv6(last) ? network(last) : last;
}

/** This machine, or a proxy on it that nobody has said to trust: it speaks for everybody. */
const isLoopback = (address: string): boolean =>
  address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');

/** One line gets a /64 of IPv6 (RFC 6177), so its 2^64 addresses are one caller. */
function network(address: string): string {
  if (address.startsWith('::ffff:')) return address.slice('::ffff:'.length);
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? 8 - left.length - right.length : 0;
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
